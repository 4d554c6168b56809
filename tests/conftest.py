"""`--target`, the `kata` and `rng` fixtures and failures that explain come from the engine."""

pytest_plugins = ["dojo.plugin"]
