"""The suite of a small kata."""

from dojo.checks import same


def test_double_of_three(kata):
    """Twice three is six."""
    same(kata.double(3), 6)


def test_double_of_four(kata):
    """Twice four is eight."""
    same(kata.double(4), 8)
