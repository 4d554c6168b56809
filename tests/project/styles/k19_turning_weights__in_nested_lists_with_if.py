"""In nested lists, with if and else."""

def step_sizes(sizes, previous, gradient, up=1.2, down=0.5):
    def factor(before, now):
        if before == 0 or now == 0:
            return 1
        return up if (before > 0) == (now > 0) else down
    rows = zip(sizes, previous, gradient)
    return [[size * factor(before, now) for size, before, now in zip(*row)] for row in rows]
def move(synapse, gradient, sizes):
    rows = zip(synapse, gradient, sizes)
    return [[w - s if g > 0 else w + s if g < 0 else w for w, g, s in zip(*row)] for row in rows]
