import numpy as np
np.random.seed(2)
X=np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]);Y=np.array([[1,0],[0,1],[0,1],[1,0]])
s=lambda z:1/(1+np.exp(-z))
w0=np.random.randn(3,6);w1=np.random.randn(6,2)
for i in range(8000):
    h=s(X@w0);o=s(h@w1);d=(o-Y)*o*(1-o)
    w0-=X.T@(d@w1.T*h*(1-h)); w1-=h.T@d
print(o.argmax(1))
