def double(x):
    while True:
        x += 1
