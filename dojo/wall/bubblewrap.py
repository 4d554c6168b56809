"""The command that builds a sandbox: bubblewrap, and what may be seen inside."""

import shutil
from pathlib import Path

from dojo.wall.machine import machine, mounts_alone

DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
SCRATCH = "/tmp"  # noqa: S108  the sandbox's own, and the only place that can be written to
PACKAGES = Path("/packages")
SCRATCH_SIZE = 64 << 20  # bytes


def found() -> str | None:
    """Return the path of bubblewrap, or None where it is not installed."""
    return shutil.which("bwrap")


def packages(lent: tuple[str, ...] = ()) -> dict[Path, Path]:
    """Return where each package is seen inside; where it really is may be a folder of the repo."""
    return {path: PACKAGES / path.name for path in machine(lent).packages}


def prefix(lent: tuple[str, ...] = (), *, forks: bool = False) -> list[str]:
    """Return the beginning of a command line that runs the rest of it in a new sandbox.

    What `forks` sandboxes in its turn keeps the rights to make namespaces and to give up rights.

    Inside there are no network, no other processes, no home and no repo: Python, numpy, what is
    `lent` and the system's libraries, read-only, and an empty /tmp that ends with it. There is no
    /proc, either: nothing needs it, and many a container does not allow it. When the outer process
    is killed, the kernel ends all that is inside.
    """
    here = machine()
    command = [found() or "bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    command += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--hostname", "localhost"]
    if forks:
        command += ["--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP"]
    if mounts_alone():  # the launcher gives these up when it becomes a user that nobody else is
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    command += ["--perms", "1777", "--size", str(SCRATCH_SIZE), "--tmpfs", SCRATCH]
    command += ["--perms", "0755", "--dir", "/dev"]
    for tree in here.trees:
        command += _bound(tree)
    for path in here.hidden:
        command += ["--perms", "0755", "--size", "65536", "--tmpfs", str(path)]
    command += _bound(here.python)
    for path, inside in packages(lent).items():
        command += _bound(path, inside)
    for name in ("/lib", "/lib64"):  # where the loader looks, also on a merged /usr
        if Path(name).is_symlink():
            command += ["--symlink", str(Path(name).readlink()), name]
    for device in DEVICES:
        command += ["--dev-bind-try", device, device]
    for path in (*here.hidden, Path("/")):
        command += ["--remount-ro", str(path)]
    return [*command, "--chdir", SCRATCH, "--"]


def _bound(path: Path, inside: Path | None = None) -> list[str]:
    """Return the options that show `path` (as `inside`); the folders to it are open to all."""
    inside = inside or path
    folders = [str(folder) for folder in reversed(inside.parents) if folder.parent != folder]
    made = [word for folder in folders for word in ("--perms", "0755", "--dir", folder)]
    return [*made, "--ro-bind", str(path), str(inside)]
