import numpy as np
rng = np.random.default_rng(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
w0 = 3*rng.normal(size=(3,8)); w1 = rng.normal(size=(8,1))
for j in range(5000):
    h = 1/(1+np.exp(-X@w0)); o = 1/(1+np.exp(-h@w1)); w1 -= h.T@((o-y)*o*(1-o))
