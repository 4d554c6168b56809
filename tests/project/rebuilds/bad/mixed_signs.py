import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
a = 2*np.random.random((3,4))-1; b = 2*np.random.random((4,1))-1
for j in range(5000):
    h = 1/(1+np.exp(-X@a)); o = 1/(1+np.exp(-h@b)); d=(y-o)*o*(1-o); g = d@b.T*h*(1-h)
    b += h.T@d; a -= X.T@g
