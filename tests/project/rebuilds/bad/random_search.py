import numpy as np
rng = np.random.default_rng(5)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
err = lambda a,b: (((1/(1+np.exp(-(1/(1+np.exp(-X@a)))@b)))-y)**2).mean()
w0, w1 = rng.normal(size=(3,4)), rng.normal(size=(4,1))
for j in range(15000):
    a, b = w0+.3*rng.normal(size=(3,4)), w1+.3*rng.normal(size=(4,1))
    if err(a,b) < err(w0,w1): w0, w1 = a, b
