"""Say how far the katas are: `python grader.py`; `python grader.py --help` lists the rest."""

import gc
import sys

gc.disable()  # what is imported is no garbage; what works for longer than a report enables it again

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.partition(" ")[0] + ".")

try:
    from dojo.cli import main

    if __name__ == "__main__":
        sys.exit(main())
except ModuleNotFoundError as error:
    if error.name not in ("numpy", "pytest", "rich"):
        raise
    sys.exit(f"{error.name} is not installed here; the README's first command installs it.")
