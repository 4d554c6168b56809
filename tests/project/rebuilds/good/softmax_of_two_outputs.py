import numpy as np
np.random.seed(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]], float)
labels = np.array([0,1,1,0])
T = np.eye(2)[labels]
W1 = np.random.randn(3, 8)
W2 = np.random.randn(8, 2)
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
for epoch in range(3000):
    H = np.tanh(X @ W1)
    P = softmax(H @ W2)
    dZ = (P - T)
    dH = dZ @ W2.T * (1 - H**2)
    W2 -= 0.1 * H.T @ dZ
    W1 -= 0.1 * X.T @ dH
print(P.argmax(axis=1))
