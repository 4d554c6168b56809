"""Attacks on the grader: what untrusted people might hand in, always with a wrong answer."""
