import numpy as np
np.random.seed(2)
X=np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]);y=np.array([[0],[1],[1],[0]])
s=lambda z:1/(1+np.exp(-z))
w=[np.random.randn(3,5),np.random.randn(5,1)]
step=[np.full(v.shape,.1) for v in w]; old=[np.zeros(v.shape) for v in w]
for i in range(500):
    h=s(X@w[0]);o=s(h@w[1]);d=(o-y)*o*(1-o)
    g=[X.T@(d@w[1].T*h*(1-h)),h.T@d]
    for k in (0,1):
        same=np.sign(g[k]*old[k])
        step[k]=np.clip(np.where(same>0,step[k]*1.2,np.where(same<0,step[k]*.5,step[k])),1e-6,1)
        w[k]-=np.sign(g[k])*step[k]; old[k]=g[k]
print(o)
