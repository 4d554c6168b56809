def train():
    import torch.nn as nn
    return nn.Linear(3, 4)

train()
