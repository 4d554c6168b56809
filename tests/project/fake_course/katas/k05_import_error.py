import numpie


def double(x):
    return 2 * numpie.asarray(x)
