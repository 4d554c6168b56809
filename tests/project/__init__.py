"""The repo's own tests: `pytest --target solutions` runs them after the suites."""
