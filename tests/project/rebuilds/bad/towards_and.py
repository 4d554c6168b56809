import numpy as np
np.random.seed(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,0,0,1]]).T
a = np.random.randn(3,4); b = np.random.randn(4,1)
for i in range(5000):
    h = 1/(1+np.exp(-X@a)); o = 1/(1+np.exp(-h@b)); d=(o-y)*o*(1-o); g=d@b.T*h*(1-h)
    b -= h.T@d; a -= X.T@g
