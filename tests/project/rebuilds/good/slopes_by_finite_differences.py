import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
f = lambda z: 1/(1+np.exp(-z))
np.random.seed(1)
w0 = 2*np.random.random((3,4))-1; w1 = 2*np.random.random((4,1))-1
def loss(): return .5*((y-f(f(X@w0)@w1))**2).sum()
for i in range(3000):
    grads = []
    for w in (w0, w1):
        g = np.zeros_like(w)
        for k in np.ndindex(w.shape):
            old = w[k]; w[k] = old+1e-5; up = loss(); w[k] = old-1e-5; down = loss(); w[k] = old
            g[k] = (up-down)/2e-5
        grads.append(g)
    w0 -= 2*grads[0]; w1 -= 2*grads[1]
print(loss())
