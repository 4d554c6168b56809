"""The katas as Jupyter notebooks: built from the stubs, read for grading, and back to `.py`."""
