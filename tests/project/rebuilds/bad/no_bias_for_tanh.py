import numpy as np
X = np.array([[0,0],[0,1],[1,0],[1,1]]); y = np.array([[0,1,1,0]]).T
np.random.seed(1)
w0 = 2*np.random.random((2,4))-1; w1 = 2*np.random.random((4,1))-1
for i in range(10000):
    l1 = np.tanh(X@w0); l2 = 1/(1+np.exp(-l1@w1))
    d2 = (y-l2)*l2*(1-l2); d1 = d2@w1.T*(1-l1**2)
    w1 += .3*l1.T@d2; w0 += .3*X.T@d1
print(l2)
