"""The states of a kata in a class: their order, their signs and their words."""

# from what the instructor hopes for to what is not there
STATES = {
    "done": ("✓", "done"),
    "wrong": ("✗", "wrong"),
    "broken": ("!", "broken"),
    "crashed": ("↯", "crashed"),
    "timed_out": ("◷", "timed out"),
    "not_started": ("·", "not started"),
    "not_submitted": ("–", "not submitted"),
    "ungraded": ("?", "not graded"),
}
