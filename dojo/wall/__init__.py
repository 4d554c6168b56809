"""The wall: a submission runs on one side, its judge on the other, and only values cross."""
