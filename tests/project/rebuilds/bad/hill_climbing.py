import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
f = lambda z: 0.5*(1+np.tanh(z/2))
np.random.seed(1)
w0 = np.random.randn(3,4); w1 = np.random.randn(4,1)
def err(a,b): return np.abs(y-f(f(X@a)@b)).mean()
best = err(w0,w1)
for i in range(30000):
    a = w0+np.random.randn(3,4)*.3; b = w1+np.random.randn(4,1)*.3
    e = err(a,b)
    if e < best: best, w0, w1 = e, a, b
print(best)
