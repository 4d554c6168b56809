import numpy as np
np.random.seed(3)
params = {'W': [np.random.randn(3,6), np.random.randn(6,1)]}; cache = [np.zeros((3,6)), np.zeros((6,1))]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1.]]); y = np.array([[0,1,1,0.]]).T
sig = lambda z: 1/(1+np.exp(-z))
for i in range(1500):
    a = [X]
    for W in params['W']: a.append(sig(a[-1]@W))
    d = a[-1]-y
    for k in (1, 0):
        g = a[k].T@d; d = d@params['W'][k].T*a[k]*(1-a[k])
        cache[k] = .9*cache[k]+.1*g*g; params['W'][k] -= .03*g/(np.sqrt(cache[k])+1e-6)
