import random, math
class MLP:
    def __init__(self, nin=2, nh=3):
        random.seed(7)
        self.wh = [[random.uniform(-1,1) for _ in range(nin+1)] for _ in range(nh)]
        self.wo = [random.uniform(-1,1) for _ in range(nh+1)]
    def forward(self, x):
        x = list(x)+[1.0]
        self.h = [math.tanh(sum(w*i for w, i in zip(r, x))) for r in self.wh]+[1.0]
        return 1/(1+math.exp(-sum(w*h for w, h in zip(self.wo, self.h))))
    def train(self, data, labels, epochs=3000, lr=.5):
        for _ in range(epochs):
            for x, t in zip(data, labels):
                x = list(x)[:2]
                o = self.forward(x); d = (o-t)*o*(1-o)
                for j in range(len(self.wh)):
                    dh = d*self.wo[j]*(1-self.h[j]**2)
                    for i, v in enumerate(x+[1.0]): self.wh[j][i] -= lr*dh*v
                for j, h in enumerate(self.h): self.wo[j] -= lr*d*h
    def predict(self, x): return round(self.forward(x))
