"""The engine: registry → source → suite → results → report."""
