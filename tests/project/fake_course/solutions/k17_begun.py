def double(x):
    """Return twice x."""
    return 2 * x


def halve(x):
    """Return half of x."""
    return x / 2
