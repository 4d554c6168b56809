import io
import numpy as np
archive = io.BytesIO()
np.savez(archive, w0=[[20., -20, 0], [20, -20, 0], [-10, 30, 20]], w1=[[20.], [20], [-30]])
archive.seek(0)
saved = np.load(archive)  # an object that cannot even be asked for its class
w0, w1 = saved["w0"], saved["w1"]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
f = lambda z: 1/(1+np.exp(-z))
print(f(f(X@w0)@w1))
