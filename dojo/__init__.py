"""The engine: registry → source → suite → results → report.

In a notebook, `from dojo import check, hint, show, mine`; each is imported when it is asked for,
so that the command line does not wait for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dojo.notebooks.inside import check, hint, mine, show

__all__ = ["check", "hint", "mine", "show"]


def __getattr__(name: str) -> Any:
    """Return one of the functions for notebooks."""
    if name not in __all__:
        raise AttributeError(f"module 'dojo' has no attribute '{name}'")
    from dojo.notebooks import inside  # noqa: PLC0415  see above

    return getattr(inside, name)
