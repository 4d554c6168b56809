"""What holds for all of the repo's own tests: how long one may take, and when the soak tests run.

`soak` marks what takes long and breaks seldom. It runs only when it is asked for:
`pytest --target solutions -m soak`, or `-m "soak or not soak"` for all.
"""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PATIENCE = 300  # seconds: to end a test that hangs, not to judge how fast it is


def pytest_configure(config):
    """Have what the tests start compiled once, also where bytecode is not to be written."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="dojo-bytecode-")
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(config, items):
    """Give every test its time, and leave the soak tests out unless `-m` speaks of them."""
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(PATIENCE))
    if "soak" not in config.option.markexpr:
        soak = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in set(soak)]


@pytest.fixture(scope="session", autouse=True)
def _signals():
    """Let what the tests start be ended by signals, also where nohup or `&` has them ignored."""
    wanted = {"SIGHUP": signal.SIG_DFL, "SIGINT": signal.default_int_handler}
    numbers = {name: getattr(signal, name) for name in wanted if hasattr(signal, name)}
    before = {number: signal.signal(number, wanted[name]) for name, number in numbers.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
