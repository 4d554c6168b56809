import math, random
class Value:
    def __init__(self, data, kids=()):
        self.data, self.grad, self.kids, self._b = data, 0.0, kids, lambda: None
    def __add__(self, o):
        o = o if isinstance(o, Value) else Value(o); r = Value(self.data+o.data, (self, o))
        def b(): self.grad += r.grad; o.grad += r.grad
        r._b = b; return r
    def __mul__(self, o):
        o = o if isinstance(o, Value) else Value(o); r = Value(self.data*o.data, (self, o))
        def b(): self.grad += o.data*r.grad; o.grad += self.data*r.grad
        r._b = b; return r
    def tanh(self):
        t = math.tanh(self.data); r = Value(t, (self,))
        def b(): self.grad += (1-t*t)*r.grad
        r._b = b; return r
    def backward(self):
        order, seen = [], set()
        def go(v):
            if v not in seen:
                seen.add(v); [go(k) for k in v.kids]; order.append(v)
        go(self); self.grad = 1.0
        for v in reversed(order): v._b()
class Neuron:
    def __init__(self, n): self.w = [Value(random.uniform(-1,1)) for _ in range(n)]; self.b = Value(0.0)
    def __call__(self, x):
        t = self.b
        for w, i in zip(self.w, x): t = t + w*i
        return t.tanh()
    def params(self): return self.w + [self.b]
random.seed(3)
hidden = [Neuron(2) for _ in range(4)]; out = Neuron(4)
data = [((0,0),-1),((0,1),1),((1,0),1),((1,1),-1)]
for k in range(400):
    loss = Value(0.0)
    for x, t in data:
        e = out([h(x) for h in hidden]) + (-t); loss = loss + e*e
    ps = [p for n in hidden+[out] for p in n.params()]
    for p in ps: p.grad = 0.0
    loss.backward()
    for p in ps: p.data -= 0.1*p.grad
