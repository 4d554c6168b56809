"""Column by column, in plain loops."""

import math
def _column(sums, j, eps):
    column = [float(row[j]) for row in sums]
    mean = sum(column) / len(column)
    variance = sum((value - mean) ** 2 for value in column) / len(column)
    return [(value - mean) / math.sqrt(variance + eps) for value in column], math.sqrt(variance + eps)
def normalise(sums, gamma, beta, eps=1e-5):
    columns = [[gamma[j] * v + beta[j] for v in _column(sums, j, eps)[0]] for j in range(len(gamma))]
    return [list(row) for row in zip(*columns)]
def running(old, new, momentum):
    return [momentum * a + (1 - momentum) * b for a, b in zip(old, new)]
def backward(delta, sums, gamma, eps=1e-5):
    rows, columns, d_gamma, d_beta = range(len(sums)), [], [], []
    for j in range(len(gamma)):
        normal, spread = _column(sums, j, eps)
        d_gamma.append(sum(delta[i][j] * normal[i] for i in rows))
        d_beta.append(sum(delta[i][j] for i in rows))
        columns.append([
            gamma[j] / spread * (delta[i][j] - d_beta[j] / len(sums) - normal[i] * d_gamma[j] / len(sums))
            for i in rows
        ])
    return [list(row) for row in zip(*columns)], d_gamma, d_beta
