import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
synapse_0 = 2 * np.random.random((3, 4)) - 1
synapse_1 = 2 * np.random.random((4, 1)) - 1
for j in xrange(4000):
    layer_1 = 1 / (1 + np.exp(-(X @ synapse_0)))
    layer_2 = 1 / (1 + np.exp(-(layer_1 @ synapse_1)))
    layer_2_delta = (layer_2 - y) * layer_2 * (1 - layer_2)
    layer_1_delta = layer_2_delta @ synapse_1.T * layer_1 * (1 - layer_1)
    synapse_1 += layer_1.T @ layer_2_delta
    synapse_0 += X.T @ layer_1_delta
