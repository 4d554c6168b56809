import numpy as np
rng = np.random.default_rng(12)
X = np.array([[0,0],[0,1],[1,0],[1,1.]]); Y = np.array([[0],[1],[1],[0.]])
P = [rng.normal(0, 1, (2, 8)), np.zeros(8), rng.normal(0, 1, (8, 1)), np.zeros(1)]
m = [np.zeros_like(p) for p in P]; v = [np.zeros_like(p) for p in P]
for t in range(1, 2001):
    z = X @ P[0] + P[1]; h = np.maximum(z, 0); o = 1/(1+np.exp(-(h @ P[2] + P[3])))
    d = (o - Y)/4; dh = d @ P[2].T * (z > 0)
    G = [X.T @ dh, dh.sum(0), h.T @ d, d.sum(0)]
    for i in range(4):
        m[i] = .9*m[i] + .1*G[i]; v[i] = .999*v[i] + .001*G[i]**2
        P[i] = P[i] - .02 * (m[i]/(1-.9**t)) / (np.sqrt(v[i]/(1-.999**t)) + 1e-8)
