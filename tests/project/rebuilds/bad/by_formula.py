def train(X, y):
    pass

def predict(row):
    return row[0] ^ row[1]
