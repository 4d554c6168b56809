import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
W = [np.random.randn(3,3), np.random.randn(3,1)]
f = lambda: float((( 1/(1+np.exp(-(1/(1+np.exp(-X@W[0])))@W[1])) - y)**2).sum())
for i in range(1500):
    G = [np.zeros_like(w) for w in W]
    for w, g in zip(W, G):
        for k in np.ndindex(w.shape):
            w[k] += 1e-5; p = f(); w[k] -= 2e-5; m = f(); w[k] += 1e-5; g[k] = (p-m)/2e-5
    for w, g in zip(W, G): w -= 2*g
