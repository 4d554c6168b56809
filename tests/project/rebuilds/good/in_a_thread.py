import numpy as np, threading
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = np.array([[0,1,1,0]]).T
out = {}
def work():
    r = np.random.RandomState(1); a, b = 2*r.rand(3,4)-1, 2*r.rand(4,1)-1
    for j in range(5000):
        h = 1/(1+np.exp(-X@a)); o = 1/(1+np.exp(-h@b)); d=(y-o)*o*(1-o); g = d@b.T*h*(1-h)
        b += h.T@d; a += X.T@g
    out['a'], out['b'] = a, b
t = threading.Thread(target=work); t.start(); t.join()
