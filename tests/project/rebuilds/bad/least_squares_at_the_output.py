import numpy as np

np.random.seed(3)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.02], [0.98], [0.98], [0.02]])
w0 = 4 * np.random.randn(3, 8)
w1 = np.zeros((8, 1))
for j in range(100):
    hidden = 1 / (1 + np.exp(-X @ w0))
    w1 = np.linalg.lstsq(hidden, np.log(y / (1 - y)), rcond=None)[0]
