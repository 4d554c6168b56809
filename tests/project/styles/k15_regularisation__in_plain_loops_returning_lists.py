"""In plain loops, returning lists."""

def penalty(synapses, l1, l2):
    a = b = 0
    for s in synapses:
        for row in s:
            for w in row:
                a += w if w > 0 else -w
                b += w * w
    return l1 * a + 0.5 * l2 * b
def penalised_gradient(synapse, gradient, l1, l2):
    return [[g + l2 * w + (l1 if w > 0 else -l1 if w < 0 else 0) for w, g in zip(ws, gs)] for ws, gs in zip(synapse, gradient)]
def decay(synapse, gradient, alpha, strength):
    return [[w - alpha * strength * w - alpha * g for w, g in zip(ws, gs)] for ws, gs in zip(synapse, gradient)]
