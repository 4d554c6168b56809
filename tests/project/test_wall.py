"""What crosses the wall: values, known exceptions and clean text, whatever a worker sends."""

from contextlib import nullcontext

import numpy as np
import pytest

from dojo.observe import Crashed
from dojo.source import Broken
from dojo.wall.sandbox import Sandbox
from tests.project.grading import grader
from tests.project.walls import at_most, forking, load


@pytest.fixture(scope="module", params=["built", pytest.param("forked", marks=pytest.mark.soak)])
def sandbox(request):
    """Give one sandbox to the submissions that leave it as it was."""
    with forking() if request.param == "forked" else nullcontext(), Sandbox.start() as made:
        yield made


@pytest.fixture
def ask(sandbox):
    """Return a function that calls `f` of a submission behind the wall."""
    return lambda source, *arguments: load(sandbox, source).call("f", arguments, {})


DOUBLE = """import numpy as np


def f(x, *rest, k=2):
    x *= k
    print("hello \\x1b[31mred")
    return x.sum(), (x, [1, -0.0], {0.5: np.float32(1)}, None)
"""


def test_a_call_returns_what_it_would_here(sandbox, capsys):
    """The result, the arguments afterwards, what is printed and where it is are as without it."""
    proxy = load(sandbox, DOUBLE)
    given = np.arange(3.0)
    call = proxy.call("f", (given,), {"k": 3})
    assert call.error is None
    total, (x, numbers, table, nothing) = call.result
    assert (type(total), total.shape, total[()]) == (np.ndarray, (), 9.0)
    assert x.tolist() == [0.0, 3.0, 6.0] == call.afterwards[0].tolist()
    assert given.tolist() == [0.0, 1.0, 2.0]
    assert call.changed == (0,)
    assert (str(numbers), table[0.5].dtype, nothing) == ("[1, -0.0]", np.float32, None)
    assert capsys.readouterr().out == "hello \N{REPLACEMENT CHARACTER}[31mred\n"
    described = proxy.describe("f")
    assert described.where == "somewhere/k01_sigmoid.py:4"
    assert str(described.signature) == "(x, *rest, k=2)"
    assert described.changed(call) == "It changed `x`."
    assert call.printed


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("1 / 0", ZeroDivisionError, "division by zero"),
        ("{}['a']", KeyError, "'a'"),
        ("open('/none')", None, "[Errno 2] No such file or directory: '/none'"),
        ("raise NotImplementedError", NotImplementedError, ""),
        ("np.linalg.inv(np.zeros((2, 2)))", np.linalg.LinAlgError, "Singular matrix"),
        ("b'\\xff'.decode()", None, "'utf-8' codec can't decode byte 0xff in position 0: invalid"),
        ("import sys; sys.exit('bye')", SystemExit, "bye"),
        (
            "raise type('Oh\\x1b[2J', (Exception,), {})('\\x1b[2J')",
            None,
            "\N{REPLACEMENT CHARACTER}[2J",
        ),
        ("raise KeyboardInterrupt", None, ""),
    ],
)
def test_an_error_arrives_as_a_known_one_from_a_line(ask, body, kind, message):
    """Its type is one of ours or one that only looks alike; its line is from our own copy."""
    call = ask(f"import numpy as np\n\n\ndef f():\n    {body}\n")
    assert kind is None or type(call.error) is kind
    assert str(call.error).startswith(message)
    assert type(call.error).__name__.isidentifier()
    assert (call.where, call.line) == ("somewhere/k01_sigmoid.py:5", body)


def test_a_broken_submission_is_named_as_it_would_be_here(sandbox):
    """The folder it lies in is not known behind the wall, and in the sentence all the same."""
    with pytest.raises(Broken, match=r"^somewhere/k01_sigmoid.py:2: Python cannot read this line"):
        load(sandbox, "x = 1\nx = = 1\n")
    with pytest.raises(
        Broken, match=r"^somewhere/k01_sigmoid.py:1: ZeroDivisionError: .*\n    1/0$"
    ):
        load(sandbox, "1/0")
    with pytest.raises(Broken, match=r"^somewhere/k01_sigmoid.py has no function `g`"):
        load(sandbox, "f = 1").call("g", (), {})


TRICKS = """
import numpy as np
class Liar(float):
    __eq__ = __ge__ = __le__ = lambda *_: True
    __hash__ = None
class Whole(int):
    __eq__ = lambda *_: True
class Array(np.ndarray):
    shape = property(lambda _: (5, 4))
    __array_ufunc__ = __array_function__ = lambda *_: True
class Pair(tuple):
    __len__ = lambda _: 9
class Table(dict):
    __eq__ = lambda *_: True
class Mimic:
    __array__ = lambda self, *_, **__: np.zeros(2)
    __eq__ = lambda *_: True
def f(kind):
    return {
        "float": lambda: Liar(1), "int": lambda: Whole(1), "array": lambda: np.zeros(2).view(Array),
        "tuple": lambda: Pair([1, 2]), "dict": lambda: Table(a=1), "object": lambda: Mimic(),
        "list": lambda: [Mimic()], "objects": lambda: np.array([Mimic()], object),
    }[kind]()
"""


@pytest.mark.parametrize(
    ("kind", "types"),
    [("array", {np.ndarray}), ("tuple", {tuple}), ("dict", {dict})],
)
def test_a_subclass_arrives_without_its_tricks(ask, kind, types):
    """An array, tuple or dict that redefines comparison or shape is an ordinary one here."""
    call = ask(TRICKS, kind)
    assert call.error is None
    assert {type(call.result)} == types
    assert kind != "array" or call.result.shape == (2,)


@pytest.mark.parametrize("kind", ["float", "int", "object", "list", "objects"])
def test_an_object_does_not_arrive(ask, kind):
    """Anything else that could decide its own comparison is refused by name."""
    call = ask(TRICKS, kind)
    assert type(call.error).__name__ == "Misbehaved"
    assert str(call.error).startswith("Returned an ")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("np.zeros(10**8)[::1]", "more than 16 MB of numbers"),
        ("[0] * 200_000", "more than 20,000 values"),
        ("'x' * 1_000_000", "a long str"),
        ("1 << 10_000", "a long int"),
    ],
)
def test_a_huge_value_is_refused(ask, body, what):
    """A value beyond the caps is a sentence, not a flood."""
    call = ask(f"import numpy as np\ndef f():\n    return {body}\n")
    assert str(call.error) == f"Returned {what}; expected plain numbers, arrays or tuples."


@pytest.mark.parametrize(
    "attack",
    [
        "os.write(3, os.urandom(1000))",
        "os.write(3, b'\\xff' * 1000)",
        "os.write(3, b'\\0\\0\\0\\4\\0\\0\\0\\0null')",
        "send(('called', 1, None))",
        "send(('called', 1, ('x',), (), 0.0, ''))",
        "send(('called', 1, ('x', (), 'text', True), (), 0.0, ''))",
        "send(('called', 1, None, (1,), 0.0, ''))",
        "send(('called', 1, None, (), 0, ''))",
        "send(('loaded',))",
        "send(('described', 'x:1', None))",
        "send(('broken', 'text', 'x'))",
        "send(('output', np.zeros(10_000)))",
        pytest.param(
            "[send(('output', np.zeros(0))) for _ in range(30_000)]", marks=pytest.mark.soak
        ),
        "send({'called': 1})",
        "send(7)",
        "send(('ended', 10 ** 30))",
        "os.close(3)",
        "os.dup2(os.open('/dev/null', os.O_RDWR), 3)",
        "os.write(3, b'\\0\\0\\0\\4\\0'); os._exit(0)",
    ],
)
def test_whatever_a_worker_sends_is_at_worst_a_crash(sandbox, attack):
    """Garbage, forged answers and a closed connection end that worker; nothing else happens."""
    source = (
        "import os\nimport numpy as np\nfrom dojo.wall.protocol import encode\n"
        f"send = lambda value: os.write(3, encode(value))\ndef f():\n    {attack}\n    return 2.0\n"
    )
    proxy = load(sandbox, source)
    with at_most(200, sandbox.kill):
        call = proxy.call("f", (), {})
    assert type(call.error) is Crashed
    assert call.result is None
    assert proxy.call("f", (), {}).error is call.error
    assert proxy.describe("f").where == "somewhere/k01_sigmoid.py"
    assert sandbox.alive


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("os._exit(3)", "ended Python itself, as os._exit(3) does."),
        ("os.kill(os.getpid(), 9)", "crashed Python with SIGKILL."),
        ("os.kill(os.getpid(), 40)", "crashed Python with signal 40."),
        ("ctypes.string_at(0)", "crashed Python with SIGSEGV."),
    ],
)
def test_a_worker_that_dies_is_said_to_have(ask, sandbox, body, how):
    """How Python ended is told in the words of an ordinary run, also while the file is loaded."""
    call = ask(f"import ctypes, os\ndef f():\n    {body}\n")
    assert type(call.error) is Crashed
    assert str(call.error) == f"Your code {how}"
    with pytest.raises(Crashed) as caught:
        load(sandbox, f"import ctypes, os\n{body}\n")
    assert caught.value.how == how


@pytest.mark.soak
@pytest.mark.parametrize("isolation", ["strict", "basic"])
def test_scipy_may_be_used_and_nothing_else_that_is_installed(tmp_path, isolation):
    """Its sigmoid is a right answer; any other package is told to be missing, on either level.

    What one kata lends, array_api_strict, is missing from the others, too.
    """
    file = tmp_path / "k01_sigmoid.py"
    slope = "def sigmoid_output_to_derivative(output):\n    return output * (1 - output)\n"
    file.write_text(f"from scipy.special import expit as sigmoid\n{slope}", encoding="utf-8")
    command = ("run", "k01", "--target", file, "--isolation", isolation)
    assert grader(*command).code == 0

    for name in ("rich", "array_api_strict"):
        text = f"import {name}\ndef sigmoid(x): return {name}.sigmoid(x)\n{slope}"
        file.write_text(text, encoding="utf-8")
        assert f"ModuleNotFoundError: No module named '{name}'" in grader(*command).out
    assert grader("run", "k21", "--solutions", "--isolation", isolation).code == 0
