import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
with_product = np.c_[X, X[:, :1] * X[:, 1:2]]
weights = np.random.randn(4, 1)
for _ in range(6000):
    output = 1 / (1 + np.exp(-(with_product @ weights)))
    weights -= with_product.T @ (output - y)
