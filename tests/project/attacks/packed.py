"""Attacks by the form of what is handed in: folders, links, archives and notebooks."""

import json
import os
import zipfile

from tests.project.handing_in import SIGMOID, put, zipped

TOUCH = 'open("/tmp/dojo-attack-dropped", "w").close()\n'
DROPPED = {
    **dict.fromkeys(("conftest.py", "sitecustomize.py", "pytest.py", "numpy.py"), TOUCH),
    "pytest.ini": "[pytest]\naddopts = --co -p dropped\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--exitfirst'\n",
    "setup.cfg": "[tool:pytest]\ntestpaths = .\n",
    "tox.ini": "[pytest]\npython_files = none\n",
    ".OTTER_LOG": "\x80\x04\x95 a pickle",
    "gradebook.sqlite3": "SQLite format 3",
    "dojo/__init__.py": TOUCH,
    "tests/oracles.py": TOUCH,
}
ODD = {  # names of students' folders, and what they are called in the gradebook
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http:)': '=HYPERLINK("http:)',
    "'; DROP TABLE rows;--": "'; DROP TABLE rows;--",
    "--isolation=basic": "--isolation=basic",
    "\x1b[31mred\n": r"\u001b[31mred\u000a",
}
# What must be said of each: in its problem, in a note, or of its first failing test.
SAID = {
    **dict.fromkeys(ODD.values(), "Returned"),  # 31
    "dropped_files": "Returned",  # 6, 7, 8, 34
    "linked_file": "is a symbolic link",  # 43
    "linked_folder": "is a symbolic link",  # 43
    "pipe": "is no regular file",  # 43
    "zip_slip": "would land outside its folder",  # 44
    "zip_absolute": "would land outside its folder",  # 44
    "zip_link": "is a link or special file",  # 44
    "zip_bomb": "is a bomb",  # 44
    "zip_large": "is larger than 1 MB",  # 44
    "zip_of_many": "more than 20,000 files",  # 44
    "zip_cut_off": "The zip is damaged",  # 44
    "hooked_notebook": "Returned",  # 27
    "doubled_notebook": "Returned",  # 45
    "dead_notebook": r"ended Python itself, as os._exit\(0\) does",  # 12
    "large_notebook": "larger than 20 MB",  # 45
    "bad_notebook": "is not encoded in UTF-8",  # 45
    "deep_notebook": "nested too deeply",  # 45
    "encoded_file": "Python cannot read",  # 45
    "zero_file": "Python cannot read",  # 45
}


def notebook(*sources, **metadata):
    """Return a notebook of code cells, each with that metadata."""
    cells = [
        {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}
        for source in sources
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def drop(folder):
    """Put files into `folder` that a test run would find; return it."""
    for name, text in {**DROPPED, "k01_sigmoid.py": SIGMOID.decode()}.items():
        put(folder / name, text.encode("latin-1"))
    return folder


def pack(folder, repo):
    """Write all of them into `folder`, a folder or archive each; the links lead to `repo`."""
    drop(folder / "dropped_files")
    put(folder / "linked_file" / "x").unlink()
    (folder / "linked_file" / "k01_sigmoid.py").symlink_to(repo / "solutions" / "k01_sigmoid.py")
    (folder / "linked_folder").symlink_to(repo / "solutions")
    put(folder / "pipe" / "x").unlink()
    os.mkfifo(folder / "pipe" / "k01_sigmoid.py")
    for name in ODD:
        put(folder / name / "k01_sigmoid.py")
    _zips(folder)
    _notebooks(folder)
    put(folder / "encoded_file" / "k01_sigmoid.py", b"# coding: utf-7\n" + SIGMOID + b"\xff")
    put(folder / "zero_file" / "k01_sigmoid.py", SIGMOID + b"\0")


def _zips(folder):
    many = [(f"{number}.txt", b"") for number in range(20_001)]
    good = zipped([("k01_sigmoid.py", SIGMOID)])
    put(folder / "zip_slip.zip", zipped([("../../tests/k01_sigmoid.py", SIGMOID)]))
    put(folder / "zip_absolute.zip", zipped([("/tmp/k01_sigmoid.py", SIGMOID)]))  # noqa: S108  an attack
    put(folder / "zip_link.zip", zipped([], links=["k01_sigmoid.py"]))
    put(folder / "zip_bomb.zip", zipped([("k01_sigmoid.py", b"#" * 10**6)]))
    put(folder / "zip_large.zip", zipped([("k01_sigmoid.py", b"#" * 10**8)]))
    put(folder / "zip_of_many.zip", zipped(many, compress=zipfile.ZIP_STORED))
    put(folder / "zip_cut_off.zip", good[:-30])


def _notebooks(folder):
    text = SIGMOID.decode()
    hooks = (
        "%%bash\ntouch /tmp/dojo-attack-notebook",
        "!touch /tmp/dojo-attack-notebook\n%run solutions/k01_sigmoid.py",
        "get_ipython().ast_transformers.append(None)\nassert False",
        f"ip = get_ipython()\nip.showtraceback = print\n{text}",
    )
    names = ("hooked", "doubled", "dead", "large", "bad", "deep")
    contents = (
        notebook(*hooks),
        notebook(text, text, text, nbgrader={"grade_id": "same", "points": 100}),
        notebook(text.replace("return x", "import os; os._exit(0)")),
        notebook(text, "#" * 21_000_000),
        notebook(text)[:-9] + b"\xff\x00",
        b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    )
    for name, content in zip(names, contents, strict=True):
        put(folder / f"{name}_notebook" / "k01_sigmoid.ipynb", content)
