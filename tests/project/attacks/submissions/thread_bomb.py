"""Two hundred threads."""

import threading

STOP = threading.Event()


def sigmoid(x):
    started = 0
    try:
        for _ in range(200):
            threading.Thread(target=STOP.wait, daemon=True).start()
            started += 1
    except RuntimeError as error:
        raise RuntimeError(f"{started < 64}: {error}") from None
    return x


def sigmoid_output_to_derivative(output):
    return output
