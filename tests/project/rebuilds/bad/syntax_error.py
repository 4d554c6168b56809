import numpy as np
X = np.array([[0,0,1],[0,1,1]
y = 1
