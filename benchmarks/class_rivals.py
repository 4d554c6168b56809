"""How many submissions an hour: `class` behind its wall against nbgrader and otter-grader.

    python benchmarks/class_rivals.py              nbgrader and otter where they are on the PATH

Everybody grades the same answers to k03, right, wrong and broken in turn, on one core. The others
get them as notebooks, with the questions of our suite as asserts, because that is their form. They
run a submission in a kernel beside its tests, on this very machine: neither has a wall here.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import nbformat
from class_throughput import KINDS, as_class, hand_in, on_one_core
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

QUESTIONS = """
import numpy as np
rng = np.random.default_rng(1)
for examples, hidden, outputs in [(4, 3, 1), (4, 4, 4), (5, 3, 2), (1, 2, 3), (6, 1, 1)]:
    layer_1, layer_2 = rng.uniform(size=(examples, hidden)), rng.uniform(size=(examples, outputs))
    y, synapse_1 = rng.uniform(size=(examples, outputs)), rng.normal(size=(hidden, outputs))
    slope_1, slope_2 = layer_1 * (1 - layer_1), layer_2 * (1 - layer_2)
    layer_2_delta = (layer_2 - y) * slope_2
    assert np.allclose(output_delta(layer_2, y), layer_2_delta)
    assert np.allclose(hidden_delta(layer_2_delta, synapse_1, layer_1),
                       layer_2_delta.dot(synapse_1.T) * slope_1)
"""


def cell(text: str, name: str, *, tests: bool) -> NotebookNode:
    """Return a code cell as nbgrader marks it: the answer, or the tests for one point."""
    facts = {"schema_version": 3, "grade_id": name, "grade": tests, "solution": not tests}
    facts |= {"locked": tests, "task": False} | ({"points": 1} if tests else {})
    return new_code_cell(text, id=name, metadata={"nbgrader": facts})


def notebook(path: Path, answer: str) -> None:
    """Write the answer and the tests as one notebook."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [cell(answer, "answer", tests=False), cell(QUESTIONS, "tests", tests=True)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def run(*command: str | Path, cwd: Path) -> float:
    """Run the command on one core and return the seconds it takes; a failure is shown."""
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603  our own command
        [str(word) for word in command],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=on_one_core,
    )
    if done.returncode:
        print(done.stdout[-2000:])
    return time.perf_counter() - began


def nbgrader(answers: list[str], place: Path) -> tuple[float, list[bool]]:
    """Return the seconds for all, in one `nbgrader autograde`, and who got the point."""
    (place / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'dojo'\n", encoding="utf-8"
    )
    notebook(place / "source" / "k03" / "k03.ipynb", "# your answer")
    run("nbgrader", "generate_assignment", "k03", cwd=place)
    for number, answer in enumerate(answers):
        notebook(place / "submitted" / f"s{number:05d}" / "k03" / "k03.ipynb", answer)
    seconds = run("nbgrader", "autograde", "k03", cwd=place)
    run("nbgrader", "export", cwd=place)
    rows = (place / "grades.csv").read_text(encoding="utf-8").splitlines()
    scored = rows[0].split(",").index("score")
    return seconds, [float(row.split(",")[scored]) > 0 for row in rows[1:]]


def otter(answers: list[str], place: Path) -> tuple[float, list[bool]]:
    """Return the seconds for all, one `otter run` each, and who got the point."""
    lines = QUESTIONS.strip().splitlines()
    code = "\n".join(("... " if line.startswith(" ") else ">>> ") + line for line in lines)
    case = {"code": code, "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": "q1", "points": 1, "suites": [suite]}
    (place / "tests").mkdir()
    (place / "tests" / "q1.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n", encoding="utf-8")
    run("otter", "generate", "-t", "tests", "-o", "autograder.zip", cwd=place)
    seconds, passed = 0.0, []
    for number, answer in enumerate(answers):
        notebook(place / f"s{number:05d}.ipynb", answer)
        command = ("otter", "run", "-a", "autograder.zip", "--no-logo", f"s{number:05d}.ipynb")
        seconds += run(*command, cwd=place)
        results = json.loads((place / "results.json").read_text(encoding="utf-8"))
        passed.append(sum(test.get("score", 0) for test in results["tests"]) > 0)
    return seconds, passed


def compare(count: int) -> None:
    """Print the seconds a submission, and how much faster `class` is."""
    kinds = ["right", "wrong", "broken"]
    answers = [KINDS[kinds[number % len(kinds)]] for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        hand_in(Path(folder) / "class", count, kinds, "k03")
        ours = as_class(Path(folder) / "class", one_core=True) / count
    print(f"{count} submissions of k03, one core\n  class            {ours:7.3f} s each")
    for grade in (nbgrader, otter):
        name = grade.__name__
        if not shutil.which(name):
            print(f"  {name:16} is not on the PATH")
            continue
        with tempfile.TemporaryDirectory() as folder:
            seconds, passed = grade(answers, Path(folder))
        if passed != [kind == "right" for kind in (kinds * count)[:count]]:
            print(f"  {name} judged otherwise: {passed}")
        ratio = seconds / count / ours
        print(f"  {name:16} {seconds / count:7.3f} s each: class is {ratio:5.1f} times as fast")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30)
    compare(parser.parse_args().count)
