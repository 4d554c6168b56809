import numpy as np
def make(hidden=5, seed=1):
    r = np.random.RandomState(seed)
    a, b = r.randn(3, hidden), r.randn(hidden, 1)
    s = lambda z: 1/(1+np.exp(-z))
    def predict(X): return s(s(X @ a) @ b)
    def train(X, y, n=5000):
        nonlocal a, b
        for _ in range(n):
            h = s(X @ a); o = s(h @ b); d = (y-o)*o*(1-o); e = d @ b.T * h*(1-h)
            b = b + h.T @ d; a = a + X.T @ e
    return train, predict
if __name__ == '__main__':
    train, predict = make()
    X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); train(X, np.array([[0,1,1,0]]).T)
    print(predict(X))
