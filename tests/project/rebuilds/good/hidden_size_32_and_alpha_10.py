import numpy as np

def sig(z): return 1 / (1 + np.exp(-z))
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
alpha = 10; hidden = 32
np.random.seed(1)
first = 2 * np.random.random((3, hidden)) - 1; second = 2 * np.random.random((hidden, 1)) - 1
for i in range(5000):
    mid = sig(X.dot(first)); end = sig(mid.dot(second))
    d2 = (end - y) * end * (1 - end); d1 = d2.dot(second.T) * mid * (1 - mid)
    second -= alpha * mid.T.dot(d2); first -= alpha * X.T.dot(d1)
