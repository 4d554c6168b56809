"""What to do where the wall cannot be built: the sentence a person gets."""

from pathlib import Path

from dojo.wall import BASIC

LESS = "`--isolation basic` does with less, which every result then says."
MISSING = f"The wall needs bubblewrap: apt install bubblewrap (or dnf, pacman, zypper). {LESS}"
NOT_AS_ROOT = "run the grader as another user, or with --isolation strict."
SWITCHES = {  # of the kernel; the value that forbids what bubblewrap needs
    "kernel.unprivileged_userns_clone": "0",
    "kernel.apparmor_restrict_unprivileged_userns": "1",
    "user.max_user_namespaces": "0",
}


def refusal(isolation: str, said: str, code: int | None) -> str:
    """Return why a sandbox could not be built and what would help.

    Args:
        isolation: what was asked for.
        said: what bubblewrap or Python printed.
        code: how the process ended.

    """
    last = said.splitlines()[-1] if said else f"it ended with {code}"
    if isolation == BASIC:
        return f"A process for submissions could not be started: {last}"
    return f"The wall cannot be built here ({last}). {remedy()} {LESS}"


def remedy() -> str:
    """Return the command that would most likely allow bubblewrap to work."""
    for name, forbidding in SWITCHES.items():
        switch = Path("/proc/sys", *name.split("."))
        if switch.exists() and switch.read_text(encoding="ascii").strip() == forbidding:
            allowing = {"0": "1", "1": "0"}[forbidding] if name[0] == "k" else "10000"
            return f"Allow user namespaces: sudo sysctl -w {name}={allowing}."
    return (
        "A container has to be allowed to make namespaces: docker run "
        "--security-opt seccomp=unconfined --security-opt apparmor=unconfined."
    )
