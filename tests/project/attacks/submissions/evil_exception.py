"""An exception whose text, arguments and name are traps."""

class Meta(type):
    __name__ = property(lambda _: 1 / 0)


class Evil(Exception, metaclass=Meta):
    args = property(lambda _: 1 / 0)
    __traceback__ = property(lambda _: 1 / 0)

    def __str__(self):
        raise self

    __repr__ = __getattr__ = __str__


def sigmoid(x):
    raise Evil


def sigmoid_output_to_derivative(output):
    error = ValueError()
    error.args = (error, [error], "x" * 10**7)
    raise error
