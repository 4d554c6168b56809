import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def main():
    np.random.seed(1)
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    y = np.array([[0], [1], [1], [0]])
    w_ih, w_ho = np.random.randn(3, 4), np.random.randn(4, 1)
    for _ in range(6000):
        h = sigmoid(X @ w_ih)
        o = sigmoid(h @ w_ho)
        e = y - o
        do = e * o * (1 - o)
        dh = do @ w_ho.T * h * (1 - h)
        w_ho += h.T @ do
        w_ih += X.T @ dh
    print(o)


if __name__ == "__main__":
    main()
