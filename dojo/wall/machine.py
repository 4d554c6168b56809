"""What of this machine a submission needs to run: Python, numpy, the libraries below them."""

import marshal
import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dojo.apart import ONE_THREAD

ENGINE = Path(__file__).resolve().parents[1]  # the package `dojo`
NEEDED = (  # of the engine, behind the wall
    *("dojo", "dojo.blanks", "dojo.observe", "dojo.slips", "dojo.source"),
    *("dojo.values", "dojo.wall"),
    *(f"dojo.wall.{name}" for name in ("confine", "forkserver", "landlock", "launcher")),
    *(f"dojo.wall.{name}" for name in ("privileges", "protocol", "seccomp", "worker")),
)
# What every submission may import besides the standard library, as far as it is installed.
PACKAGES = ("numpy", "scipy")
CAP_SYS_ADMIN = 1 << 21  # which root lacks in most containers
SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/nix/store")
LINKER = ("/etc/ld.so.cache", "/etc/alternatives", "/System/Library", "/usr/share/zoneinfo")


@dataclass(frozen=True)
class Machine:
    """Paths, all of them real ones: links are resolved."""

    python: Path
    trees: tuple[Path, ...]  # whole folders of libraries
    hidden: tuple[Path, ...]  # what lies in them that is not to be seen
    names: tuple[str, ...]  # of the packages that may be imported
    packages: tuple[Path, ...]
    sites: tuple[Path, ...]  # the folders to import the packages from

    def spared(self) -> list[Path]:
        """Return what is in the trees without what is hidden, as few paths as possible."""
        return [path for tree in self.trees for path in _spared(tree, self.hidden)]

    def open_to_all(self) -> bool:
        """Tell whether any user can reach Python and the packages."""
        folders = {folder for path in (self.python, *self.packages) for folder in path.parents}
        return all(folder.stat().st_mode & 0o001 for folder in folders)


@cache
def machine(lent: tuple[str, ...] = ()) -> Machine:
    """Return the paths of this machine, looked up once; with packages that some katas lend."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    wanted = [Path(name) for name in (*SYSTEM, *LINKER)] + [standard.parent]
    trees = _outermost(path.resolve() for path in wanted if path.exists())
    importable = (*PACKAGES, *lent)
    packages = [path for name in importable for path in _package(name)]
    names = ("site-packages", "dist-packages")
    hidden = {path for tree in trees for name in names for path in tree.glob(f"python3*/{name}")}
    hidden |= {ENGINE.parent, Path.home().resolve()}
    return Machine(
        python,
        tuple(trees),
        tuple(path for path in hidden if any(tree in path.parents for tree in trees)),
        importable,
        tuple(packages),
        tuple(dict.fromkeys(path.parent for path in packages)),
    )


def _outermost(paths: Iterable[Path]) -> list[Path]:
    kept: list[Path] = []
    for path in sorted(paths):
        if not any(path == other or other in path.parents for other in kept):
            kept.append(path)
    return kept


def _package(name: str) -> list[Path]:
    """Return the folder of a package and that of the libraries it brings; none if it is absent."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0]).resolve()
    return [path for path in (folder, folder.with_name(f"{name}.libs")) if path.is_dir()]


def _spared(path: Path, hidden: tuple[Path, ...]) -> list[Path]:
    if path in hidden:
        return []
    if not any(path in other.parents for other in hidden):
        return [path]
    return [kept for child in sorted(path.iterdir()) for kept in _spared(child, hidden)]


def mounts_alone() -> bool:
    """Tell whether this process may build a sandbox without a user namespace: root may, mostly."""
    if os.geteuid() or not Path("/proc/self/status").exists():
        return False
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    lines = dict(line.split(":", 1) for line in status)
    return bool(int(lines["CapEff"], 16) & CAP_SYS_ADMIN)


@cache
def engine() -> bytes:
    """Return what the engine has to be told to a sandbox: its length, and its compiled modules."""
    code = {}
    for name in NEEDED:
        path = ENGINE.parent.joinpath(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        code[name] = compile(path.read_bytes(), f"{name}.py", "exec", dont_inherit=True)
    data = marshal.dumps(code)
    return len(data).to_bytes(4, "big") + data


def environment() -> dict[str, str]:
    """Return all that the processes behind the wall have in their environment."""
    same = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return {"PATH": "/usr/bin", "LANG": "C.UTF-8", "HOME": "/", **same, **ONE_THREAD}
