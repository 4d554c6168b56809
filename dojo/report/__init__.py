"""Results in, text out: nothing in here runs code."""
