"""The states of a kata in a class: their order, and their signs and words."""

from dojo.report.states import LOOKS

# from what the instructor hopes for to what is not there
ORDER = (
    *("done", "wrong", "broken", "crashed", "timed_out"),
    *("not_started", "not_submitted", "ungraded"),
)
OWN = {"crashed": "↯", "timed_out": "◷"}  # signs: here they stand alone in a cell of the table
STATES = {key: (OWN.get(key, LOOKS[key][0]), LOOKS[key][1]) for key in ORDER}


def state(status: str) -> str:
    """Return the status, if it is one that this report knows."""
    return status if status in STATES else "ungraded"
