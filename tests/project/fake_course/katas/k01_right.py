def double(x):
    print("doubling", x)
    return 2 * x
