import math,random
random.seed(2)
sig=lambda v:1/(1+math.exp(-v))
W=[[random.uniform(-1,1) for _ in range(3)] for _ in range(4)]
V=[random.uniform(-1,1) for _ in range(5)]
for e in range(30000):
    x1=random.randint(0,1); x2=random.randint(0,1); t=x1^x2
    h=[sig(w[0]*x1+w[1]*x2+w[2]) for w in W]+[1]
    o=sig(sum(v*x for v,x in zip(V,h)))
    do=(o-t)*o*(1-o)
    for j in range(4):
        dh=do*V[j]*h[j]*(1-h[j])
        for k,x in enumerate((x1,x2,1)): W[j][k]-=dh*x
    for j in range(5): V[j]-=do*h[j]
