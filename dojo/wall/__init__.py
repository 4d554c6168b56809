"""The wall: a submission runs on one side, its judge on the other, and only values cross."""

STRICT, BASIC = "strict", "basic"
ISOLATION = (STRICT, BASIC)  # how much of a wall; strict needs bubblewrap
