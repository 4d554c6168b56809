import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([0,1,1,0])
np.random.seed(1)
Wih = 2*np.random.rand(3,4)-1
Who = 2*np.random.rand(4)-1
def nonlin(x, deriv=False):
    if deriv:
        return x*(1-x)
    return 1/(1+np.exp(-x))
for epoch in range(20000):
    for i in np.random.permutation(4):
        h = nonlin(X[i].dot(Wih))
        o = nonlin(h.dot(Who))
        e = y[i]-o
        do = e*nonlin(o, True)
        dh = do*Who*nonlin(h, True)
        Who += 0.5*do*h
        Wih += 0.5*np.outer(X[i], dh)
print([nonlin(nonlin(x.dot(Wih)).dot(Who)) for x in X])
