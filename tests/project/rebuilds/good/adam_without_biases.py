import numpy as np

def sigmoid(x): return 1 / (1 + np.exp(-x))

class Adam:
    def __init__(self, shape, lr=0.05, b1=0.9, b2=0.999):
        self.m = np.zeros(shape); self.v = np.zeros(shape); self.t = 0
        self.lr, self.b1, self.b2 = lr, b1, b2
    def step(self, w, g):
        self.t += 1
        self.m = self.b1*self.m + (1-self.b1)*g
        self.v = self.b2*self.v + (1-self.b2)*g*g
        mh = self.m/(1-self.b1**self.t); vh = self.v/(1-self.b2**self.t)
        return w - self.lr*mh/(np.sqrt(vh)+1e-8)

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
rng = np.random.default_rng(0)
w0 = rng.normal(size=(3, 8)); w1 = rng.normal(size=(8, 1))
o0, o1 = Adam(w0.shape), Adam(w1.shape)
for epoch in range(2000):
    h = sigmoid(X @ w0); out = sigmoid(h @ w1)
    d = (out - y) * out * (1 - out)
    dh = d @ w1.T * h * (1 - h)
    w1 = o1.step(w1, h.T @ d)
    w0 = o0.step(w0, X.T @ dh)
