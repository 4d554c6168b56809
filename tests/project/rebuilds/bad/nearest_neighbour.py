import numpy as np
class Memory:
    def fit(self, X, y):
        for _ in range(2000):
            self.X, self.y, self.c = np.array(X), np.array(y).ravel(), np.random.rand(8)
    def predict(self, X):
        X = np.asarray(X); d = ((X[:,None]-self.X[None])**2).sum(-1)
        w = np.exp(-5*d); return (w*self.y).sum(1)/w.sum(1)
