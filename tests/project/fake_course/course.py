"""A small course to test the engine on: one kata for every way a kata can go."""

from dojo.registry import Kata

TITLES = {
    "k01_right": "Right",
    "k02_wrong": "Wrong",
    "k03_not_started": "Not started",
    "k04_syntax_error": "Syntax error",
    "k05_import_error": "Import error",
    "k06_missing_function": "Missing function",
    "k07_loop_in_python": "Endless loop in Python",
    "k08_loop_in_c": "Endless loop in C",
    "k09_os_exit": "os._exit(0)",
    "k10_skip": "pytest.skip()",
    "k11_sys_exit": "sys.exit(0)",
    "k12_chatter": "100 MB of output",
    "k13_recursion": "Endless recursion",
    "k14_exit_at_import": "sys.exit(0) at top level",
    "k15_loop_at_import": "Endless loop at top level",
    "k16_liar": "An object that equals everything",
    "k17_begun": "One function of two",
    "k18_segfault": "A crash of Python itself",
    "k19_fork": "A copy of itself at every call",
}
KATAS = tuple(
    Kata(id_, title, ("double", "halve") if id_ == "k17_begun" else ("double",), "white")
    for id_, title in TITLES.items()
)
