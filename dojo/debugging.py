"""`pytest --pdb` on a kata: it stops in the learner's own function, and not where a test compares.

A plugin of its own, since only those who debug need it.
"""

import copy
import pdb  # noqa: T100  that is what was asked for
from typing import Any, NoReturn

import pytest

from dojo.observe import Code
from dojo.subject import Subject


class _Debugger(pdb.Pdb):
    """Ends the whole run where it is told to quit, as pytest's own does."""

    def do_quit(self, arg: str) -> NoReturn:  # noqa: ARG002  pdb hands it over
        pytest.exit("Quitting debugger")

    do_q = do_exit = do_EOF = do_quit  # noqa: N815  pdb's names


@pytest.hookimpl(tryfirst=True)
def pytest_exception_interact(node: Any, call: pytest.CallInfo[None]) -> None:
    """Make the call that returned something wrong once more, and stop at its first line.

    Where the code itself has raised an error, pytest stops at that line without any help.
    """
    subject = getattr(node, "funcargs", {}).get("kata")
    if not isinstance(subject, Subject) or not isinstance(subject.code, Code):
        return
    if not (call.excinfo and subject.calls) or subject.calls[-1].error is not None:
        return
    seen = subject.calls[-1]
    given, named = copy.deepcopy((seen.arguments, seen.keywords))
    if capture := node.config.pluginmanager.getplugin("capturemanager"):
        capture.suspend(in_=True)
    print(f"\n{call.excinfo.value}\nThis call once more (n: next line, q: quit):")  # noqa: T201  beside pdb's own
    _Debugger().runcall(subject.code.find(seen.function), *given, **named)
