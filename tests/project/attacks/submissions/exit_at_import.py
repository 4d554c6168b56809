"""A clean exit before there is a function."""

raise SystemExit(0)
