import numpy as np
np.random.seed(2)
theta = np.random.randn(17)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([0,1,1,0])
f = lambda z: 1/(1+np.exp(-z))
for i in range(8000):
    A = theta[:12].reshape(3,4); B = theta[12:]
    H = f(X@A); Hb = np.c_[np.ones(4), H]; o = f(Hb@B)
    d = (o-y)*o*(1-o); dH = np.outer(d, B[1:])*H*(1-H)
    theta = theta - 1.0*np.r_[(X.T@dH).ravel(), Hb.T@d]
