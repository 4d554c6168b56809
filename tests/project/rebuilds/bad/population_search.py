import numpy as np
rng = np.random.default_rng(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0],[1],[1],[0]])
def err(p): return (((1/(1+np.exp(-(1/(1+np.exp(-X@p[0])))@p[1])))-y)**2).mean()
pop = [(rng.normal(size=(3,4)), rng.normal(size=(4,1))) for _ in range(30)]
for g in range(300):
    pop.sort(key=err); best = pop[:6]
    pop = best + [tuple(w+.4*rng.normal(size=w.shape) for w in best[rng.integers(6)]) for _ in range(24)]
    w0, w1 = pop[0]
