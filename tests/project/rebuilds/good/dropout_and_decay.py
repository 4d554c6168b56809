import numpy as np
rng = np.random.default_rng(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
w, v = 2*rng.random((3,16))-1, 2*rng.random((16,1))-1
for j in range(20000):
    l1 = 1/(1+np.exp(-X@w)); l1 = l1*rng.binomial(1, .8, l1.shape)/.8
    l2 = 1/(1+np.exp(-l1@v)); d2 = (l2-y)*l2*(1-l2); d1 = d2@v.T*l1*(1-l1)
    v -= l1.T@d2 + 1e-5*v; w -= X.T@d1 + 1e-5*w
