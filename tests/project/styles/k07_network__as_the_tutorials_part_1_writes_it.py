"""As the tutorial's part 1 writes it."""

import numpy as np
def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))
def initial_synapses(n_inputs, hidden_size, n_outputs, seed):
    np.random.seed(seed)
    return [2 * np.random.random(s) - 1
            for s in ((n_inputs, hidden_size), (hidden_size, n_outputs))]
def train(X, y, hidden_size=4, alpha=1.0, iterations=60000, seed=1, log_every=10000):
    syn0, syn1 = initial_synapses(X.shape[1], hidden_size, y.shape[1], seed)
    errors = []
    for j in range(iterations):
        l0 = X; l1 = nonlin(np.dot(l0, syn0)); l2 = nonlin(np.dot(l1, syn1))
        l2_error = y - l2
        if (j % log_every) == 0:
            print('Error:' + str(np.mean(np.abs(l2_error))))
            errors.append(np.mean(np.abs(l2_error)))
        l2_delta = l2_error * nonlin(l2, deriv=True)
        l1_delta = l2_delta.dot(syn1.T) * nonlin(l1, deriv=True)
        syn1 += alpha * l1.T.dot(l2_delta); syn0 += alpha * l0.T.dot(l1_delta)
    return syn0, syn1, np.array(errors)
def predict(X, synapse_0, synapse_1):
    return nonlin(np.dot(nonlin(np.dot(X, synapse_0)), synapse_1))
