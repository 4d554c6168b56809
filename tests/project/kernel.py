"""A real Jupyter kernel without a page around it: code in, what a page would show out."""

import os
from contextlib import contextmanager

from jupyter_client.manager import KernelManager

PATIENCE = 200  # seconds, to end a test that hangs


class Kernel:
    """Runs cells, one after another."""

    def __init__(self, manager, client):
        self.manager, self._client = manager, client

    def start(self, code, **options):
        """Let the kernel begin with a cell; `finish` says what came of it."""
        self._client.execute(code, allow_stdin=False, **options)

    def begin(self, folder):
        """Forget all that was run, as a new kernel in that folder would; its history is there."""
        history = str(folder / "history.sqlite3")
        self.start(
            f"import os\nos.chdir({str(folder)!r})\nos.environ['DOJO_HISTORY'] = {history!r}\n"
            "get_ipython().reset(new_session=True)",
            silent=True,
        )
        self.finish()

    def finish(self):
        """Return what the cell shows: one dict by MIME type for all its outputs together."""
        shown = {}
        while True:
            message = self._client.get_iopub_msg(timeout=PATIENCE)
            content = message["content"]
            match message["msg_type"]:
                case "execute_result" | "display_data":
                    shown |= content["data"]
                case "stream":
                    shown[content["name"]] = shown.get(content["name"], "") + content["text"]
                case "error":
                    shown |= {"error": content["ename"], "traceback": content["traceback"]}
                case "status" if content["execution_state"] == "idle":
                    self._client.get_shell_msg(timeout=PATIENCE)
                    return shown

    def run(self, code):
        """Run a cell and return what it shows."""
        self.start(code)
        return self.finish()


@contextmanager
def kernel(folder):
    """Start a kernel that works in `folder`, as one beside the notebooks does; end it."""
    manager = KernelManager(kernel_name="python3")
    kept = {"IPYTHONDIR": str(folder / "ipython")}
    manager.start_kernel(cwd=str(folder), env=os.environ | kept)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        started = Kernel(manager, client)
        started.begin(folder)
        yield started
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)
