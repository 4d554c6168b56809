import random, math
class Matrix:
    def __init__(self, rows): self.rows = rows
    @staticmethod
    def rand(n, m): return Matrix([[random.uniform(-1,1) for _ in range(m)] for _ in range(n)])
    @property
    def T(self): return Matrix([list(c) for c in zip(*self.rows)])
    def __matmul__(self, o): return Matrix([[sum(a*b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def zip(self, o, f): return Matrix([[f(a, b) for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])
    def map(self, f): return Matrix([[f(a) for a in r] for r in self.rows])
    def __sub__(self, o): return self.zip(o, lambda a, b: a-b)
    def __mul__(self, o): return self.zip(o, lambda a, b: a*b)
s = lambda m: m.map(lambda z: 1/(1+math.exp(-z)))
ds = lambda m: m.map(lambda a: a*(1-a))
random.seed(21)
X = Matrix([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]); y = Matrix([[0],[1],[1],[0]])
U = Matrix.rand(3, 4); V = Matrix.rand(4, 1)
for i in range(5000):
    H = s(X @ U); O = s(H @ V)
    D = (O - y) * ds(O)
    E = (D @ V.T) * ds(H)
    V = V - (H.T @ D).map(lambda g: 2*g)
    U = U - (X.T @ E).map(lambda g: 2*g)
print(O.rows)
