"""A grading process that stays: it collects the suites once, then answers request after request.

A notebook asks one for every `check`, and a class is graded by several side by side.
"""

import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from dojo.registry import Course, Kata, UsageError, lent, load_course
from dojo.results import Report

LONGEST_NAME = 200  # bytes of a file's
AGAIN = 2  # requests with one seed, from which on it pays to work out what they share


class Grader:
    """The asking side; end it with `close`, or use it in a `with`."""

    def __init__(self, course: Course) -> None:
        self._process = subprocess.Popen(  # noqa: S603  it is this very package
            [sys.executable, "-m", "dojo.server", str(course.root)],
            cwd=course.root,  # where `-m` looks first, should there be several copies
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for whoever asks
        )

    def grade(  # noqa: PLR0913  what a request is made of
        self,
        katas: Iterable[str],
        target: Path | Mapping[str, bytes],
        seed: int | None = None,
        isolation: str = "",
        *,
        patience: float = 0.0,
        called: Mapping[str, str] | None = None,
    ) -> Report:
        """Return how the katas (ids) in a file or folder stand, or in files given by their names.

        Whoever wrote them may have `called` them something else, which messages then do, too. All
        of it may take `patience` seconds of processor time, if that is not 0.

        Raises:
            UsageError: the request cannot be carried out, or the process has ended.

        """
        facts: dict[str, Any] = {"katas": list(katas), "seed": seed, "isolation": isolation}
        facts["patience"] = patience
        names: dict[tuple[str, bytes], list[str]] = {}  # of each distinct file: it crosses once
        if isinstance(target, Path):
            facts["target"] = str(target)
        else:
            for name, content in target.items():
                names.setdefault((Path(name).suffix, content), []).append(name)
            own: list[str] = []
            for first, *_others in names.values():
                own.append(_own_name(first, called or {}, [*target, *own]))
            sizes = [len(content) for _suffix, content in names]
            facts["files"] = list(zip(sizes, own, names.values(), strict=True))
        try:
            self.send(facts, [content for _suffix, content in names])
            return self.receive()
        except KeyboardInterrupt:  # the answer would be taken for that of the next request
            self.close()
            raise

    def send(self, request: dict[str, Any], contents: Iterable[bytes] = ()) -> None:
        """Put a request, what `grade` takes as a dict, without waiting for the answer."""
        assert self._process.stdin  # noqa: S101  it is a pipe
        with contextlib.suppress(OSError, ValueError):  # then there is no answer, either
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            for content in contents:
                self._process.stdin.write(content)
            self._process.stdin.flush()

    def receive(self) -> Report:
        """Wait for the answer to the oldest open request; errors as for `grade`."""
        assert self._process.stdout  # noqa: S101  it is a pipe
        line = b"" if self._process.stdout.closed else self._process.stdout.readline()
        if not line:
            self.close()
            raise UsageError("The grading process has ended; run the same command again.")
        answer = json.loads(line)
        if "error" in answer:
            raise UsageError(answer["error"])
        return Report.from_plain(answer["report"])

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process and all it has started; another thread may be waiting for its answer."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _own_name(name: str, called: Mapping[str, str], taken: Container[str]) -> str:
    """Return what its writer calls a file, or else its name here, where that cannot be."""
    own = called.get(name, name)
    fits = own == os.path.basename(own) and len(own.encode(errors="replace")) <= LONGEST_NAME  # noqa: PTH119  may be no path
    return own if fits and own not in taken else name


def serve(course: Course) -> None:
    """Answer the requests on standard input, one JSON text a line, until there are no more."""
    from dojo.suite import with_suites  # noqa: PLC0415  it imports pytest
    from dojo.trial import Trial, fresh_seed  # noqa: PLC0415  the same
    from dojo.verify import end_as_ctrl_c_does, judged  # noqa: PLC0415

    end_as_ctrl_c_does()
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "w")
    with Path(os.devnull).open("r+b") as nothing:  # nothing else may speak on these two
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)

    def body(bench: Any) -> None:
        asked: Counter[tuple[str, int | None]] = Counter()
        for line in iter(questions.readline, b""):
            request = json.loads(line)
            contents = [questions.read(size) for size, *_ in request.get("files", ())]
            try:
                katas = [course.find(name) for name in request["katas"]]
                asked.update((kata.id, request["seed"]) for kata in katas)
                again = [kata for kata in katas if asked[kata.id, request["seed"]] == AGAIN]
                if again and request["seed"] is not None:  # it is that of a class
                    _prepare(bench, again, request)
                with _target(request, contents) as target:
                    seed = fresh_seed() if request["seed"] is None else request["seed"]
                    trial = Trial(target, seed, patience=request.get("patience") or math.inf)
                    report = judged(bench, katas, trial, request["isolation"])
                answer: dict[str, Any] = {"report": report.as_plain()}
            except (UsageError, OSError) as error:
                answer = {"error": str(error)}
            print(json.dumps(answer), file=answers, flush=True)

    with_suites(course, course.katas, body)


def _prepare(bench: Any, katas: list[Kata], request: dict[str, Any]) -> None:
    """Have done once, in this process and behind the wall, what is to be done again and again."""
    from dojo.wall import STRICT  # noqa: PLC0415  seldom needed
    from dojo.wall.sandbox import Sandbox  # noqa: PLC0415  the same

    isolation = request["isolation"]
    if isolation == STRICT:
        Sandbox.fork_from_now_on(lent(katas))
    walled = Sandbox.start(isolation=isolation, lent=lent(katas)) if isolation else None
    with walled or contextlib.nullcontext() as wall:
        for kata in katas:
            bench.warm(kata, request["seed"], wall)


@contextlib.contextmanager
def _target(request: dict[str, Any], contents: list[bytes]) -> Iterator[Path]:
    """Yield what is to be graded, and go there, so that a message names it without its folder."""
    with contextlib.ExitStack() as stack:
        if "files" in request:
            # Made here, not by whoever asks: this ends in good order when that is killed.
            folder = tempfile.TemporaryDirectory(prefix="dojo-", ignore_cleanup_errors=True)
            target = Path(stack.enter_context(folder))
            for _size, own, names in reversed(request["files"]):
                (target / own).write_bytes(contents.pop())
                for name in names:
                    if name != own:
                        (target / name).symlink_to(own)
        else:
            target = Path(request["target"])
        stack.enter_context(contextlib.chdir(target if target.is_dir() else target.parent))
        yield target


if __name__ == "__main__":
    _root = Path(sys.argv[1])
    try:
        serve(load_course(_root if (_root / "course.py").exists() else None))
    except UsageError as _error:
        sys.exit(str(_error))
    except KeyboardInterrupt:  # as `close` ends it: there is nothing to say
        sys.exit(1)
