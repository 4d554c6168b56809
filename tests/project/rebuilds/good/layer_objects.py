import numpy as np
class Dense:
    def __init__(self, i, o):
        self.weights = np.random.randn(i, o); self.bias = np.zeros(o)
    def forward(self, x):
        self.x = x; return x @ self.weights + self.bias
    def backward(self, g, lr):
        back = g @ self.weights.T
        self.weights -= lr * self.x.T @ g; self.bias -= lr * g.sum(0)
        return back
class Sigmoid:
    def forward(self, x):
        self.y = 1/(1+np.exp(-x)); return self.y
    def backward(self, g, lr): return g * self.y * (1-self.y)
np.random.seed(0)
model = [Dense(2, 4), Sigmoid(), Dense(4, 1), Sigmoid()]
X = np.array([[0,0],[0,1],[1,0],[1,1]]); Y = np.array([[0],[1],[1],[0]])
for epoch in range(6000):
    out = X
    for l in model: out = l.forward(out)
    grad = out - Y
    for l in reversed(model): grad = l.backward(grad, 0.7)
