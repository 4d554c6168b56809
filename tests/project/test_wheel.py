"""The package as a machine of a cluster has it: built, installed, and no clone anywhere near."""

import json
import os
import subprocess
import sys

import pytest

from tests.project.grading import ROOT


@pytest.mark.soak
def test_the_installed_package_carries_the_course(tmp_path):
    """A wheel, unpacked in an empty place, grades its own solutions, and has both stories."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    wheels, installed, empty = tmp_path / "wheels", tmp_path / "installed", tmp_path / "empty"
    subprocess.run([*pip, "wheel", "--no-deps", "-w", wheels, ROOT], check=True)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", installed, wheel], check=True)
    empty.mkdir()

    def run(*arguments):
        command = f"import sys; from dojo.cli import main; sys.exit(main({list(arguments)}))"
        return subprocess.run(
            [sys.executable, "-c", command],
            cwd=empty,
            env=os.environ | {"PYTHONPATH": str(installed)},
            capture_output=True,
            check=False,
        )

    done = run("--solutions", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["passed"]) == (0, 7)
    assert report["target"].startswith(str(installed))
    assert run("notebook", "--network", "--out", ".").returncode == 0
    assert "# The whole network" in (empty / "network.ipynb").read_text(encoding="utf-8")
    assert "# Beyond the network" in (empty / "beyond.ipynb").read_text(encoding="utf-8")
