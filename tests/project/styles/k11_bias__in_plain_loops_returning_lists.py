"""In plain loops, returning lists."""

import numpy as np
import math
def sigmoid(x):
    return 1/(1+np.exp(-x))

def layer(inputs, w, b):
    out = []
    for row in inputs:
        values = []
        for j in range(len(b)):
            s = b[j]
            for i in range(len(row)):
                s += row[i]*w[i][j]
            values.append(1/(1+math.exp(-s)))
        out.append(values)
    return out
def forward(X, s0, b0, s1, b1):
    one = layer(X, s0, b0)
    return one, layer(one, s1, b1)
def bias_gradient(delta):
    total = [0.0]*len(delta[0])
    for row in delta:
        for j, d in enumerate(row):
            total[j] += d
    return total
def step(X, y, s0, b0, s1, b1, alpha):
    l1, l2 = map(np.array, forward(X, s0, b0, s1, b1))
    d2 = [[(l2[r,k]-y[r,k])*l2[r,k]*(1-l2[r,k]) for k in range(len(b1))] for r in range(len(X))]
    d1 = [[sum(d2[r][k]*s1[j,k] for k in range(len(b1)))*l1[r,j]*(1-l1[r,j]) for j in range(len(b0))] for r in range(len(X))]
    ns1=[[s1[j,k]-alpha*sum(l1[r,j]*d2[r][k] for r in range(len(X))) for k in range(len(b1))] for j in range(len(b0))]
    ns0=[[s0[i,j]-alpha*sum(X[r,i]*d1[r][j] for r in range(len(X))) for j in range(len(b0))] for i in range(X.shape[1])]
    return ns0, [b0[j]-alpha*bias_gradient(d1)[j] for j in range(len(b0))], ns1, [b1[k]-alpha*bias_gradient(d2)[k] for k in range(len(b1))]
