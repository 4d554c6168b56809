from math import exp

class Net:
    def __init__(self):
        self.a, self.b, self.c = 0.5, -0.6, 0.1
        self.d, self.e, self.f = -0.7, 0.8, 0.2
        self.g, self.h, self.i = 0.9, 0.3, -0.4

    def forward(self, x):
        self.p = 1 / (1 + exp(-(self.a * x[0] + self.b * x[1] + self.c)))
        self.q = 1 / (1 + exp(-(self.d * x[0] + self.e * x[1] + self.f)))
        self.o = 1 / (1 + exp(-(self.g * self.p + self.h * self.q + self.i)))
        return self.o

    def train(self, rows, targets):
        for _ in range(6000):
            for x, t in zip(rows, targets):
                o = self.forward(x)
                do = (t - o) * o * (1 - o) * 3
                dp = do * self.g * self.p * (1 - self.p)
                dq = do * self.h * self.q * (1 - self.q)
                self.g += do * self.p; self.h += do * self.q; self.i += do
                self.a += dp * x[0]; self.b += dp * x[1]; self.c += dp
                self.d += dq * x[0]; self.e += dq * x[1]; self.f += dq
