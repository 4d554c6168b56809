"""Known wrong answers to a small kata."""

from dojo.diagnosis import WrongAnswers

wrong = WrongAnswers()


@wrong("squared instead of doubling", hint="Twice, not times itself.")
def double(x):
    return x * x
