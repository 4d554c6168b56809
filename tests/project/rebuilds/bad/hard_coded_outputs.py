import numpy as np
print(np.array([[0.003], [0.997], [0.997], [0.004]]))
layer_2 = np.array([[0.003], [0.997], [0.997], [0.004]])
