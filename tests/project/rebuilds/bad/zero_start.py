import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
a = np.zeros((3,4)); b = np.zeros((4,1))
for j in range(3000):
    h = 1/(1+np.exp(-X@a)); o = 1/(1+np.exp(-h@b)); d=(y-o)*o*(1-o); g = d@b.T*h*(1-h)
    b += h.T@d; a += X.T@g
