"""Python's own slips: each gets its sentence, the same with the wall and without, or none."""

import pytest

from dojo import slips
from dojo.answer import load as load_here
from dojo.explaining import explained
from dojo.observe import Code
from dojo.source import Broken, Part
from dojo.subject import Subject
from dojo.wall.sandbox import Sandbox
from tests.project.walls import load

HEAD = "import numpy as np\nx = np.ones((5, 4))\nshort, whole = np.ones(3), np.ones(3, int)\n"
# The body of a function, and what is told of it.
TOLD = {
    "return 1 / (1 + np.e ^ (-x))": "A power is written `**`; e to the x is `np.exp(x)`.",
    "return 3 ^ 2.0": "A power is written `**` in Python, not `^`.",
    "return x(1 - x)": slips.CALLED_LIKE_A_FUNCTION,
    "return (1 - 0.5)(2)": slips.CALLED_LIKE_A_FUNCTION,
    "return np.float64(2)(3)": slips.CALLED_LIKE_A_FUNCTION,
    "return x.T()": "`.T` takes no brackets.",
    "return x.shape()[0]": "`.shape` takes no brackets.",
    "return np.random(3, 4)": "A module is no function: `np.random.random(…)`.",
    "return math.exp(1)": "Write `import math` at the top of the file.",
    "return exp(-x)": "It belongs to numpy: write `np.exp`.",
    "return e ** -x": "The number e is `np.e`, and e to the x is `np.exp(x)`.",
    "return self.x": "`self` has to be the first parameter of the method.",
    "class Net:\n        def g(): return 1\n    return Net().g()": (
        "The first parameter of a method has to be `self`."
    ),
    "total = total + 1": (
        "`total` gets a value somewhere in this function, so it is the function's own, "
        "and here it has no value yet."
    ),
    "return sigmoid(x)": "`sigmoid` is from k01. Each kata stands alone: write it here, too.",
    "return predict(x)": "`predict` is from k07. Each kata stands alone: write it here, too.",
    "return None * 2.0": slips.NONE,
    "return None.T": slips.NONE,
    "return np.exp(None)": slips.NONE,
    "a, b = [1].append(2)": slips.NONE,
    "return [[1, 2]].T": "A list has no `T`: `np.array(…)` makes an array of it.",
    "return (2.0).shape": "A plain number has no `shape`: `np.asarray(…)` makes an array of it.",
    "return x.exp()": "Write it as `np.exp(…)`.",
    "return x.append(1)": "Only a list has `append`: begin with `[]`.",
    "return [1, 2] * 0.5": slips.LISTS,
    "return [1, 2] - 0.5": slips.LISTS,
    "return [1, 2] + 0.5": slips.LISTS,
    "return -[1, 2]": slips.LISTS,
    "return [1, 2] > 0": slips.LISTS,
    "return (1, 2) - 0.5": "Python does not calculate with whole tuples: take the part you need.",
    "return 2 * np.random.random - 1": "A function is called with brackets: `name(…)`.",
    "return np.exp[x]": "A function is called with round brackets.",
    "return x.dot(x)": (f"{slips.PRODUCT}: where (5,4) meets (5,4), that is 4 and 5."),
    "return x @ short": f"{slips.PRODUCT}: here it is 4 and 3.",
    "return x @ 2.0": "`@` multiplies arrays; for a single number it is `*`.",
    "return 2.0 @ 2.0": "`@` multiplies arrays; for a single number it is `*`.",
    "return x * short": "`+`, `-` and `*` go number by number, and (5,4) does not fit (3,).",
    "y = np.ones(3)\n    y -= np.ones((3, 3))": (
        "The left side keeps its shape (3,), and the result has the shape (3,3)."
    ),
    "y = np.ones(3, int)\n    y -= 0.5": (
        "The array on the left holds whole numbers only: `a = a - b` makes a new one."
    ),
    "import math\n    return math.exp(x)": (
        "`math.exp` takes a single number: `np.exp` takes arrays, too."
    ),
    "return 1 if x > 0 else 0": slips.ONE_ANSWER,
    "return short[3]": "Counting begins at 0: the last of 3 has the index 3 - 1.",
    "return np.random.random(3, 4)": "The shape is one tuple: `np.random.random((3, 4))`.",
    "return np.zeros(3, 4)": "The shape is one tuple: `np.zeros((3, 4))`.",
    "steps = 3\n    for step in steps:\n        pass": "To count, write `range(steps)`.",
    "return f()": "A function calls itself too often here: end it, or write a loop.",
    "return undefined": slips.UNKNOWN.format(name="undefined"),
    "return nonlin(x, True)": slips.NONLIN,
    "return l1 - x": slips.TUTORIALS.format(name="l1"),
    "return [i for i in xrange(3)]": (
        "It is written for Python 2: in Python 3, `xrange` is `range`."
    ),
    "f = [1, 2]\n    return f(0)": (
        "Round brackets call a function; a part of a list is taken with square ones: `name[…]`."
    ),
    "return np.dot(x * x)": (
        "The two sides of the product stand apart, with a comma: `np.dot(a, b)`."
    ),
    "return x.dot.short": "A function is called with brackets: `name(…)`.",
    "return np.T(x)": "It belongs to an array: write it after the array, `a.T`.",
    "return np.sigmoid(x)": (
        "numpy has no `sigmoid`: write `sigmoid(…)` for a function of this file, or its formula."
    ),
    "return np.ex(x)": "`numpy` has nothing of the name `ex`. Is it spelled right?",
    "y = np.ones((5, 3))\n    y += np.ones((3, 2))": (
        "`+`, `-` and `*` go number by number, and (5,3) does not fit (3,2)."
    ),
    "return [v for v in 0.5]": slips.NO_ARRAY,
    "return [v for v in np.array(0.5)]": slips.NO_ARRAY,
    "return len(0.5)": slips.NO_ARRAY,
    "return np.float64(2)[0]": slips.NO_ARRAY,
    "for a, b in {0.5: 1}:\n        pass": (
        "A number cannot be split into several names. `for` goes through the keys of a dict; "
        "`.items()` gives its pairs."
    ),
    "a, b = 0.5": "One thing cannot be split into several names.",
    "return x > 0 & x < 1": slips.UNCOMPARED,
    "return x[0.5]": "An index is a whole number: `//` divides without a rest, `/` gives a float.",
    "return range(3 / 2)": (
        "A count is a whole number: `//` divides without a rest, `/` gives a float."
    ),
    "return {}['a']": "There is nothing under the key 'a' in this dict.",
    "return {}.min()": (
        "A dict has no `min`: `.keys()`, `.values()` and `.items()` give what is in it."
    ),
    "a, b = 1, 2, 3": "There are more values on the right than names on the left.",
    "a, b, c = 1, x.T[0, :1]": "There are fewer values on the right than names on the left.",
    "y = np.ones((5, 3))\n    y[:] = x": (
        "The place on the left has the shape (5,3), and the value on the right (5,4)."
    ),
    "return f(1)": (
        "Compare this call of `f` with the line that begins with `def`: "
        "it hands over too many values, too few, or one under another name."
    ),
    "y = []\n    y[0] = 1": "A list grows by `append`; `a[i] = …` replaces what is there.",
    "return int(x)": ("`int` takes a single number: `.astype(int)` takes the numbers of an array."),
    "return (x > 0) - (x > 1)": "Where booleans differ is told by `!=`, not by `-`.",
    "print(2)": slips.PRINTED,
}
# Where nothing is certain, nothing is said.
SILENT = (
    "return 1 / 0",
    "return max",
    "raise ValueError('shapes')",
    "return short[7]",
    "return None",
    "print(2)\n    return 3",
)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.start() as made:
        yield made


def told(code, name="f"):
    """Return what is said of a call that fails, without the place and the call itself."""
    subject = Subject(code)
    try:
        getattr(subject, name)()
        error = AssertionError("Returned something else.")
    except Exception as raised:  # noqa: BLE001  whatever it is
        error = raised.with_traceback(None)
    lines = explained(error, subject, "k02_forward").message.splitlines()
    return [line for line in lines[1:-1] if not line.startswith("    ")]


@pytest.fixture(params=["here", "walled"])
def under_test(request, tmp_path):
    """Return what loads a text: into this process, or behind the wall."""

    def here(text):
        file = tmp_path / "k02_forward.py"
        file.write_text(text, encoding="utf-8")
        return Code(load_here(file), [Part(str(file), text)])

    if request.param == "here":
        return here
    return lambda text: load(request.getfixturevalue("sandbox"), text)


def said_of(under_test, bodies):
    """Return what is said of each body, as that of a function in one file."""
    texts = [f"def f{number}():\n    {body}\n" for number, body in enumerate(bodies)]
    code = under_test("\n\n".join([HEAD, "def f():\n    return f()\n", *texts]))
    return {body: told(code, f"f{number}") for number, body in enumerate(bodies)}


def test_a_slip_is_told_in_a_sentence(under_test):
    """What Python says is followed by what to do about it, where that is certain."""
    assert said_of(under_test, TOLD) == {body: [sentence] for body, sentence in TOLD.items()}


def test_nothing_is_said_where_nothing_is_certain(under_test):
    """An error that could have many reasons stays as Python words it."""
    assert said_of(under_test, SILENT) == {body: [] for body in SILENT}


UNREADABLE = {
    "return y = 2": "`return` hands a value back: leave out `y =`.",
    "if x: return 1\n    else if y: return 2": "`else if` is written `elif` in Python.",
    "return x && y": "`&&` and `||` are written `and` and `or` in Python.",
    "return x -= 1": ("`return` hands a value back, `-=` changes a name: that takes two lines."),
    "return (x - 1) x": "A sign between two values is missing, such as `*` or a comma.",
    "x++": "There is no `++` in Python: write `+= 1`.",
    "return 2x": "A product needs a `*`, and no name begins with a digit.",
    "return 1 \N{MINUS SIGN} x": slips.COPIED,
    "return 1 -\N{NO-BREAK SPACE}x": slips.COPIED,
    "sigmoid(x) = 2": slips.ASSIGNED,
    "x - y = 2": slips.ASSIGNED,
    "pass\nreturn 2": "The line has to be indented, as part of the function.",
    "return (1": "Each bracket that opens has to close, and the other way round: count them.",
    "print x": (
        "It is written for Python 2. In Python 3 `print` takes brackets, `xrange` is `range`, and "
        "`raw_input` is `input`."
    ),
    "retrun 1": "",
}


@pytest.mark.parametrize("body", UNREADABLE)
def test_a_line_that_python_cannot_read_is_told_in_a_sentence(under_test, body):
    """After what Python says, and the line, stands what is certain; else nothing."""
    with pytest.raises(Broken, match="Python cannot read this line") as caught:
        under_test(f"def f():\n    {body}\n")
    lines = str(caught.value).splitlines()[1:]
    assert "".join(line for line in lines if not line.startswith("    ")) == UNREADABLE[body]


def test_a_forgotten_import_is_told(under_test):
    """In a file that does not import numpy, `np` is not known: in a function, or at its top."""
    said = "Write `import numpy as np` at the top of the file."
    assert told(under_test("def f():\n    return np.exp(1)\n")) == [said]
    with pytest.raises(Broken, match=r"name 'np' is not defined(.|\n)*Write `import numpy as np`"):
        under_test("ONE = np.ones(1)\n\n\ndef f():\n    return ONE\n")


def test_a_call_of_what_was_given_is_the_place_and_not_a_line_in_it(under_test):
    """What the stub hands out is not the learner's to change; a helper of one's own is."""
    helper = "def helper(a):\n    return np.ones(3) @ a\n\n\ndef f():\n    return helper(x)\n"
    for head, line in (
        ("# Given: you know it", "return helper(x)"),
        ("#", "return np.ones(3) @ a"),
    ):
        assert under_test(f"{HEAD}{head}\n{helper}").call("f", (), {}).line == line


def test_other_parameters_than_the_stubs_are_told(under_test):
    """The tests' call does not fit: that is about no line of the learner's."""
    said = "The tests call it as the stub defines it: its parameters have to stay."
    assert told(under_test("def f(x):\n    return x\n")) == [said]


@pytest.mark.parametrize("line", ["from .k01_sigmoid import sigmoid", "from . import k01_sigmoid"])
def test_a_neighbour_cannot_be_imported(under_test, line):
    """Each kata stands alone; that is said, and not that some package is missing."""
    with pytest.raises(Broken, match="2: Katas do not import one another"):
        under_test(f"import numpy as np\n{line}\n\n\ndef f():\n    return 1\n")
