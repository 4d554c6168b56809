"""A class graded on a Dask cluster: a real scheduler, real workers, one of them killed."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.project.grading import ROOT, grader
from tests.project.test_class import book, hand_in

COUNT = 24


@pytest.fixture
def start(tmp_path):
    """Return a function that starts a part of a cluster, and end them all afterwards."""
    started = []

    def start(*command, **environment):
        log = (tmp_path / f"{len(started)}.log").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            env=os.environ | environment,
            cwd=tmp_path,  # not in the clone: a worker has the package, and nothing else
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        started.append((process, log))
        return process, log

    yield start
    for process, log in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        log.close()


def heard(log, pattern):
    """Wait until the log has what is looked for; return the match."""
    while True:
        log.seek(0)
        found = re.search(pattern, log.read())
        if found:
            return found
        time.sleep(0.1)


def scheduler(start):
    """Start a scheduler and return its address."""
    _, log = start(
        *("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"),
        *("--dashboard-address", "127.0.0.1:0"),
    )
    return heard(log, r"Scheduler at:\s+(tcp://\S+)")[1]


@pytest.mark.soak
def test_a_worker_killed_in_the_middle_costs_no_row(start, tmp_path):
    """Two workers share a class; one is killed; every row is there, and as it is graded here."""
    folder, gradebook = hand_in(tmp_path / "subs", COUNT), tmp_path / "cluster.sqlite3"
    address = scheduler(start)
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
    workers = [start(*worker, "--no-nanny"), start(*worker, "--no-nanny")]
    for _, told in workers:
        heard(told, "Registered to")

    arguments, kept = ("class", folder, "--seed", "1"), ("--gradebook", gradebook)
    running = subprocess.Popen(
        [sys.executable, ROOT / "grader.py", *arguments, "--cluster", address, *kept],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (gradebook.exists() and book(gradebook)):
        assert running.poll() is None, running.stderr.read()
        time.sleep(0.1)
    os.killpg(workers[0][0].pid, signal.SIGKILL)
    _, said = running.communicate()

    assert (running.returncode, len(book(gradebook))) == (0, COUNT), said
    here = tmp_path / "here.sqlite3"
    assert grader(*arguments, "--gradebook", here).code == 0
    assert book(gradebook) == book(here)


@pytest.mark.soak
def test_a_worker_without_a_wall_is_named_before_anything_is_graded(start, tmp_path):
    """What is missing on one of its machines is no student's fault, and stands in no row."""
    folder, address = hand_in(tmp_path / "subs", 2), scheduler(start)
    worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
    _, told = start(*worker, "--no-nanny", PATH="/nowhere")
    heard(told, "Registered to")
    gradebook = tmp_path / "b.sqlite3"
    done = grader("class", folder, "--cluster", address, "--gradebook", gradebook)

    assert done.code == 2
    assert re.match(r"The worker tcp://\S+ cannot grade: The wall needs bubblewrap", done.err)
    assert book(gradebook) == []


@pytest.mark.soak  # ten seconds of waiting, and `nonsense://` is told the same in test_class.py
def test_nobody_at_the_address_is_one_sentence(tmp_path):
    """A scheduler that does not answer is named, with how to start one."""
    folder = hand_in(tmp_path / "subs", 1)
    done = grader(
        "class", folder, "--cluster", "tcp://127.0.0.1:1", "--gradebook", tmp_path / "b.sqlite3"
    )
    assert done.code == 2
    assert done.err.splitlines()[-1] == (
        "No scheduler answers at tcp://127.0.0.1:1; start one with: dask scheduler"
    )
