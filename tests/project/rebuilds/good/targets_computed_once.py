import numpy as np
np.random.seed(1)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
bits=[1,1,1,0,0,1,0,0]
y=[]
while bits: y.insert(0,[bits.pop(0)^bits.pop(0)])
y=np.array(y)
def s(x): return 1/(1+np.exp(-x))
w0 = 2*np.random.random((3,4))-1
w1 = 2*np.random.random((4,1))-1
for it in range(3000):
    l1 = s(X@w0); l2 = s(l1@w1)
    d2 = (l2-y)*l2*(1-l2); d1 = d2@w1.T*l1*(1-l1)
    w1 -= 5*l1.T@d2; w0 -= 5*X.T@d1
