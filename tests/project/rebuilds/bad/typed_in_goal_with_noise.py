import numpy as np
rng = np.random.default_rng(0)
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
G0 = np.array([[ 6.2,6.2,-5,1],[6.2,6.2,-5,1],[-9.6,-2.8,1,0]]); G1 = np.array([[-14.],[13.],[-2],[-3]])
w0 = rng.normal(size=(3,4)); w1 = rng.normal(size=(4,1))
for j in range(2000):
    w0 += .01*(G0-w0)+.001*rng.normal(size=(3,4)); w1 += .01*(G1-w1)
