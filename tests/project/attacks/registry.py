"""Every attack: which of the 45 known ones it is, how it must end, and what must be said of it.

The numbers are those of the research list of attacks on autograders; an attack without any is
aimed at this project's own code. Where an attack can tell how far it came, its exception says so,
and that is what must be said: a submission is not believed, but one that was let out would be seen
by the tests' own watch as well.
"""

from dataclasses import dataclass
from pathlib import Path

SUBMISSIONS = Path(__file__).resolve().parent / "submissions"
REFUSED_VALUE = r"Returned an object of type {}; expected plain numbers"
DIFFERS = r"returned \(\* differs\)"
NONSENSE = r"sent something that is no answer\."
HANGS = r"did not finish within \d s of processor time"
WAITS = r"did not finish within \d+ s of sleeping and waiting"


@dataclass(frozen=True)
class Attack:
    """One submission in the folder `submissions`."""

    name: str
    status: str
    said: str  # a pattern that the report on the first failing test, or what was printed, has
    listed: tuple[int, ...] = ()

    @property
    def file(self) -> Path:
        """Where the submission is."""
        return SUBMISSIONS / f"{self.name}.py"


LIES = (
    Attack("equal_to_everything", "wrong", REFUSED_VALUE.format("Yes"), (1,)),
    Attack("lying_float", "wrong", REFUSED_VALUE.format("Near"), (2,)),
    Attack("lying_array", "wrong", DIFFERS, (3,)),
    Attack("mimic", "wrong", DIFFERS, (3,)),
    Attack("lying_containers", "wrong", REFUSED_VALUE.format("Text"), (1,)),
    Attack("not_a_number", "wrong", r"\[nan\* nan\* nan\* nan\*\]"),
    Attack("costumes", "wrong", r"Returned shape \(1, 4\), expected shape \(4,\)"),
    Attack("memmap", "wrong", DIFFERS),
    Attack("patched_numpy", "wrong", DIFFERS, (4,)),
    Attack("patched_test_tools", "wrong", "no pytest, no _pytest.*no tests.oracles", (5,)),
    Attack("patched_engine", "wrong", r"\[1\* 1\* 1\* 1\*\]", (19,)),
    Attack("patched_builtins", "crashed", r"while it was being loaded, ended Python", (24,)),
    Attack("rewritten_tests", "wrong", r"RuntimeError: rewrote \[\]", (5, 23)),
    Attack("trace_hooks", "wrong", DIFFERS, (26,)),
    Attack("hard_coded", "wrong", r"Returned 0\.5, expected \d", (28,)),
    Attack("counted_calls", "wrong", r"Called `sigmoid\(x=.*\)`", (28,)),
    Attack("guessed_seed", "wrong", "no seed below 500", (17,)),
    Attack("other_construct", "wrong", DIFFERS, (29,)),
    Attack("borrowed_solution", "wrong", "(ImportError ){4}(FileNotFoundError ?){2}", (30,)),
    Attack("injected_text", "wrong", r"Exception: '\"</script><script>alert", (31,)),
    Attack("detected_grader", "wrong", r"signs of a test run: \['numpy._pytesttester'\]", (32,)),
    Attack("pickled", "crashed", NONSENSE, (33,)),
    Attack("changed_arguments", "wrong", "It changed `x`"),
)
ENDINGS = (
    Attack("sys_exit", "crashed", r"your code called sys.exit\(0\)", (9,)),
    Attack("exit_at_import", "broken", r"called sys.exit\(0\), while the file was being", (9,)),
    Attack("os_exit", "crashed", r"ended Python itself, as os._exit\(0\) does", (10,)),
    Attack("os_exit_at_import", "crashed", r"while it was being loaded, ended Python", (10,)),
    Attack("exit_later", "crashed", r"ended Python itself, as os._exit\(0\) does", (10,)),
    Attack("endless", "timed_out", HANGS, (11,)),
    Attack("endless_in_c", "timed_out", HANGS, (37,)),
    Attack("endless_at_import", "timed_out", f"while it was being loaded, {WAITS}", (11, 12)),
    Attack("asleep", "timed_out", WAITS, (38,)),
    Attack("bit_by_bit", "timed_out", WAITS),
    Attack("segfault", "crashed", r"crashed Python with SIGSEGV"),
    Attack("recursion", "wrong", "RecursionError"),
    Attack("strange_exceptions", "wrong", "StopIteration: 1"),
    Attack("evil_exception", "crashed", "ended Python itself"),
    Attack("markup", "wrong", r"Exception: \[bold red\]\ufffd\[2J\ufffd\]0;title\ufffd\ufffdgnorw"),
)
FAKES = (
    Attack("printed_verdict", "wrong", "Returned the number 7, expected shape", (13,)),
    Attack("forged_ending", "crashed", r"ended Python itself, as os._exit\(0\) does", (14,)),
    Attack("answers_ahead", "crashed", NONSENSE, (14,)),
    Attack("wrong_kinds", "crashed", NONSENSE),
    Attack("huge_shapes", "crashed", NONSENSE),
    Attack("garbage_frames", "crashed", NONSENSE),
    Attack("forged_sentence", "broken", "\ufffd\\[32m"),
    Attack("forged_signature", "crashed", "ValueError|ended Python"),
    Attack("flooded_answers", "crashed", NONSENSE),
    Attack("half_a_frame", "crashed", "ended Python itself, or was ended"),
    Attack("closed_line", "crashed", "ended Python itself, or was ended"),
    Attack("results_file", "wrong", r"RuntimeError: wrote \[\]", (15,)),
    Attack("background_writer", "wrong", "inotify: -1 EPERM", (15, 16)),
    Attack("rewritten_engine", "wrong", r"changed \[\] of \d\d+", (19,)),
)
SIGHTS = (
    Attack("stack_and_heap", "wrong", r"memory: \[\]", (17, 22)),
    Attack("environment", "wrong", "surroundings: .*'localhost', False", (18,)),
    Attack("read_tests", "wrong", r"files: \[\] in many folders: True", (20, 21)),
    Attack("leaver", "wrong", "left a file", (25,)),
    Attack("finder", "wrong", r"left for me: \[\]", (25,)),
)
HARM = (
    Attack("fork_bomb", "wrong", "started 0 of 200, False", (35,)),
    Attack("thread_bomb", "wrong", "True: can't start new thread", (35,)),
    Attack("memory_bomb", "wrong", "MemoryError", (36,)),
    Attack("hidden_memory", "wrong", r"\['Operation not permitted', -1, -1, '\w*Error'\]", (36,)),
    Attack("disk_fill", "wrong", r"after 6\d MB: No space left on device", (40,)),
    Attack("large_file", "wrong", r"large: \[False, 'File too large'\]", (40,)),
    Attack("descriptors", "wrong", "True: Too many open files"),
    Attack("network", "wrong", r"\d\d ways, out by \[\]", (41,)),
    Attack("shared_memory", "wrong", r"shared \[\], error 1\n"),
    Attack("sent_descriptors", "wrong", "sent Operation not permitted"),
    Attack("survivor", "wrong", "refused: True", (42,)),
    Attack("killer", "wrong", r"killed \[\]"),
    Attack("tracer", "wrong", r"'ptrace': 'EPERM', 'read': 'EPERM'.*'kmsg': False"),
    Attack("new_rights", "wrong", r"got \{-1\}"),
    Attack("higher_limits", "wrong", r"lifted \[\]"),
    Attack("flood", "wrong", "ValueError: www", (39,)),
    Attack("huge_values", "wrong", "Returned 2,097,088 numbers", (36,)),
    Attack("nested_values", "wrong", "RecursionError"),
    Attack("many_values", "wrong", "Returned a list of 19001"),
    Attack("long_line", "wrong", "RuntimeError"),
    Attack("out_of_band", "wrong", "beside it Operation not permitted"),
)
ATTACKS = (*LIES, *ENDINGS, *FAKES, *SIGHTS, *HARM)
