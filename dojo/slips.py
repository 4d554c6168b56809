"""Python's own slips in a sentence each, found in what Python said and in the line it said it of.

Only what is certain: where a line could mean something else, nothing is said.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

NUMBER = "(numpy.)?(ndarray|float|int|float64|int64)"
# What numpy has and plain Python has not; what arrays have and nothing else.
FUNCTIONS = (
    "(?P<name>arange|array|dot|exp|log|matmul|maximum|mean|minimum|ones|outer|random|sqrt|square"
    "|tanh|transpose|zeros|zeros_like)"
)
OF_ARRAYS = "(?P<name>T|astype|dot|dtype|mean|ndim|ravel|reshape|shape|size|sum|transpose)"
UNCALLED = r"'(function|method|builtin_function_or_method|numpy.ufunc)'"
PRODUCT = "A matrix product needs as many columns on the left as rows on the right"
COPIED = (
    "A sign in this line only looks like the right one, perhaps because it was copied: type it."
)
ASSIGNED = "On the left of `=` stands a name. `def` makes a function, `return` its result."
CALLED_LIKE_A_FUNCTION = (
    "A bracket right after a number or an array calls it, as if it were a function. "
    "If a product is meant, write `*` between them."
)
NONE = (
    "Something here is None: a function without `return` gives that, "
    "and so does a method that changes a list, like `append`."
)
LISTS = "Python does not calculate with whole lists: `np.array(…)` makes an array of one."
ONE_ANSWER = (
    "`if`, `while`, `and`, `or`, `not`, `min`, `max` and a chain like `a < b < c` need one answer, "
    "and an array gives one for each number."
)
NO_ARRAY = "A single number is no list: it has no parts to go through and no length."
UNKNOWN = (
    "Nothing has the name `{name}` here: it is no parameter, and no line that has run so far gave "
    "it a value. Check the spelling."
)
NONLIN = (
    "`nonlin` is the tutorial's, for two things: the sigmoid, and its slope, which is made of the "
    "node's value: value * (1 - value). Write the one that you need."
)
TUTORIALS = (
    "`{name}` is a name of the tutorial's, and nothing has it here: use the name of a parameter, "
    "or give it a value first."
)
UNCOMPARED = "Write the comparisons in brackets, `(a > 0) & (b > 0)`: `&` and `|` come before `>`."
PRINTED = "It printed something and returned nothing: only `return` hands a value back."


class Slip(NamedTuple):
    """A pattern of what Python says, the sentence, and a pattern that the line has to have."""

    error: str
    told: str
    line: str = ""


SLIPS = (  # the first that fits is told
    Slip(
        "SyntaxError",
        "`return` hands a value back: leave out `{name} =`.",
        r"^return (?P<name>\w+) *=[^=]",
    ),
    Slip("SyntaxError", "`else if` is written `elif` in Python.", r"\belse if\b"),
    Slip("SyntaxError", "`&&` and `||` are written `and` and `or` in Python.", r"&&|\|\|"),
    Slip(
        "SyntaxError",
        "There is no `{name}{name}` in Python: write `{name}= 1`.",
        r"\w(?P<name>[-+])(?P=name)$",
    ),
    Slip(
        "SyntaxError: invalid decimal literal",
        "A product needs a `*`, and no name begins with a digit.",
    ),
    Slip("SyntaxError: invalid (character|non-printable)", COPIED),
    Slip("SyntaxError: cannot assign to (function|expression)", ASSIGNED),
    Slip("SyntaxError: 'return' outside", "The line has to be indented, as part of the function."),
    Slip("RecursionError", "A function calls itself too often here: end it, or write a loop."),
    Slip(
        r"bitwise_xor|for \^", "A power is written `**`; e to the x is `np.exp(x)`.", r"\be\b *\^"
    ),
    Slip(r"bitwise_xor|for \^", "A power is written `**` in Python, not `^`.", r"\^"),
    Slip("is not callable", "`.{name}` takes no brackets.", r"\.(?P<name>T|shape|size|ndim) *\("),
    Slip(
        "'module' object is not", "A module is no function: `np.random.random(…)`.", r"random *\("
    ),
    Slip(rf"'{NUMBER}' object is not callable", CALLED_LIKE_A_FUNCTION, r"[\w)\]] *\("),
    Slip(
        "'(?P<kind>dict|list|tuple)' object is not callable",
        "Round brackets call a function; a part of a {kind} is taken with square ones: `name[…]`.",
    ),
    Slip("name 'np' is", "Write `import numpy as np` at the top of the file."),
    Slip("name '(?P<name>math|numpy)' is", "Write `import {name}` at the top of the file."),
    Slip("name 'e' is", "The number e is `np.e`, and e to the x is `np.exp(x)`."),
    Slip(f"name '{FUNCTIONS}' is", "It belongs to numpy: write `np.{name}`."),
    Slip("name 'self' is", "`self` has to be the first parameter of the method."),
    Slip(r"\w\.\w+\(\) takes 0 pos", "The first parameter of a method has to be `self`."),
    Slip(
        r"(dot|matmul)\(\) missing|matmul\(\) takes from 2 to 3.*but 1",
        "The two sides of the product stand apart, with a comma: `np.{name}(a, b)`.",
        r"\bnp\.(?P<name>dot|matmul)\(",
    ),
    Slip(
        r"TypeError: [\w.]+\(\) (takes|missing|got an unexpected)",
        "The tests call it as the stub defines it: its parameters have to stay.",
        "^$",
    ),
    Slip(
        r"local variable '(?P<name>\w+)'",
        "`{name}` gets a value somewhere in this function, so it is the function's own, "
        "and here it has no value yet.",
    ),
    Slip("NoneType", NONE),
    Slip(
        "module 'numpy' has no attribute '(?P<name>T|shape|astype|copy|flatten)'",
        "It belongs to an array: write it after the array, `a.{name}`.",
    ),
    Slip(
        "module 'numpy' has no attribute '(?P<name>sigmoid|relu|derivative|softmax)'",
        "numpy has no `{name}`: write `{name}(…)` for a function of this file, or its formula.",
    ),
    Slip(
        r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
        "`{module}` has nothing of the name `{name}`. Is it spelled right?",
    ),
    Slip(
        f"'(?P<kind>list|tuple)' object has no attribute '{OF_ARRAYS}'",
        "A {kind} has no `{name}`: `np.array(…)` makes an array of it.",
    ),
    Slip(
        f"'(float|int)' object has no attribute '{OF_ARRAYS}'",
        "A plain number has no `{name}`: `np.asarray(…)` makes an array of it.",
    ),
    Slip(f"ndarray' object has no attribute '{FUNCTIONS}'", "Write it as `np.{name}(…)`."),
    Slip("ndarray' object has no attribute 'append'", "Only a list has `append`: begin with `[]`."),
    Slip(
        "multiply sequence by non-int|can only concatenate list|(operand|supported).*'list'", LISTS
    ),
    Slip(
        "operand.*'tuple'", "Python does not calculate with whole tuples: take the part you need."
    ),
    Slip(
        f"operand.*{UNCALLED}|{UNCALLED} object has no attribute",
        "A function is called with brackets: `name(…)`.",
    ),
    Slip(f"{UNCALLED} object is not subscriptable", "A function is called with round brackets."),
    Slip(
        r"shapes (?P<one>\(.*\)) and (?P<other>\(.*\)) not al.*: (?P<left>\d+).* (?P<right>\d+) \(",
        f"{PRODUCT}: where {{one}} meets {{other}}, that is {{left}} and {{right}}.",
    ),
    Slip(
        r"matmul: .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)",
        f"{PRODUCT}: here it is {{left}} and {{right}}.",
    ),
    Slip(
        "matmul: .*not have enough dimensions|for @",
        "`@` multiplies arrays; for a single number it is `*`.",
    ),
    Slip(
        r"broadcast together with shapes (?P<one>\(\S*\)) (?P<other>\(\S*\))( \(\S*\))?\s*$",
        "`+`, `-` and `*` go number by number, and {one} does not fit {other}.",
    ),
    Slip(
        r"output operand with shape (?P<one>\(\S*\)) .* shape (?P<other>\(\S*\))",
        "The left side keeps its shape {one}, and the result has the shape {other}.",
        r"[-+*/]=",
    ),
    Slip(
        "Cannot cast ufunc .* output from .*float.* to .*int",
        "The array on the left holds whole numbers only: `a = a - b` makes a new one.",
        r"[-+*/]=",
    ),
    Slip(
        r"(length-1|0-dimensional) arrays can be converted",
        "`math.{name}` takes a single number: `np.{name}` takes arrays, too.",
        r"\bmath\.(?P<name>\w+)",
    ),
    Slip("define __round__", "`round` takes a single number: `np.round` takes arrays, too."),
    Slip("truth value of an array", ONE_ANSWER),
    Slip(
        r"index (?P<at>\d+) is out of bounds for axis \d+ with size (?P=at)",
        "Counting begins at 0: the last of {at} has the index {at} - 1.",
    ),
    Slip(r"random\(\) takes at most 1", "The shape is one tuple: `np.random.random((3, 4))`."),
    Slip(
        r"Cannot interpret '\d+' as a data type",
        "The shape is one tuple: `np.{name}((3, 4))`.",
        r"np\.(?P<name>zeros|ones|empty)\(",
    ),
    Slip(
        "'int' object is not iter", "To count, write `range({name})`.", r"^for .* in (?P<name>\w+):"
    ),
    Slip(
        "cannot unpack non-iter.*(int|float)",
        "A number cannot be split into several names. `for` goes through the keys of a dict; "
        "`.items()` gives its pairs.",
        "^for ",
    ),
    Slip("cannot unpack non-iter", "One thing cannot be split into several names."),
    Slip(
        f"'{NUMBER}' object is not (iter|subscr)|iteration over a 0-d|has no len|unsized"
        "|invalid index to sc",
        NO_ARRAY,
    ),
    Slip(
        "bitwise_(and|or)' not supported|for [&|]: '.*float", UNCOMPARED, "[<>=].*[&|]|[&|].*[<>=]"
    ),
    Slip(
        "arrays used as indices must be of int|only integers, slices",
        "An index is a whole number: `//` divides without a rest, `/` gives a float.",
    ),
    Slip(
        "'float' object cannot be interpreted as an integer",
        "A count is a whole number: `//` divides without a rest, `/` gives a float.",
    ),
    Slip(
        r"unmatched|was never closed|does not match opening",
        "Each bracket that opens has to close, and the other way round: count them.",
    ),
    Slip("too many values to unpack", "There are more values on the right than names on the left."),
    Slip("not enough values to un", "There are fewer values on the right than names on the left."),
    Slip(
        r"input array from shape (?P<one>\(\S*\)) into shape (?P<other>\(\S*\))",
        "The place on the left has the shape {other}, and the value on the right {one}.",
    ),
    Slip(
        r"TypeError: (?P<name>[\w.]+)\(\) (takes|missing|got an unexpected)",
        "Compare this call of `{name}` with the line that begins with `def`: "
        "it hands over too many values, too few, or one under another name.",
    ),
    Slip("list assignment index", "A list grows by `append`; `a[i] = …` replaces what is there."),
    Slip(
        "'dict' object has no attribute '(?P<name>\\w+)'",
        "A dict has no `{name}`: `.keys()`, `.values()` and `.items()` give what is in it.",
    ),
    Slip("KeyError: (?P<key>.+)", "There is nothing under the key {key} in this dict."),
    Slip(
        "(length-1|0-dimensional) arrays can be converted",
        "`{name}` takes a single number: `.astype({name})` takes the numbers of an array.",
        r"\b(?P<name>int|float)\(",
    ),
    Slip("numpy boolean subtract", "Where booleans differ is told by `!=`, not by `-`."),
    Slip(
        "SyntaxError: invalid syntax",
        "`return` hands a value back, `{name}=` changes a name: that takes two lines.",
        r"^return .*\w *(?P<name>[-+*/])= ",
    ),
    Slip(
        "SyntaxError: invalid syntax",
        "A sign between two values is missing, such as `*` or a comma.",
        r"[)\]] *(?!(if|else|for|in|and|or|is|not)\b)[A-Za-z_(\d]",
    ),
    Slip("Perhaps you forgot a comma", "A sign between two values is missing: `*`, or a comma."),
    Slip("expected ':'", "`def`, `for`, `while`, `if` and `else` end in a colon."),
    Slip(
        "expected an indented block", "What belongs to the line above begins further to the right."
    ),
    Slip("unindent does not match|unexpected indent", "Lines of one block begin below each other."),
    Slip(
        "Missing parentheses in call to|multiple exception types",
        "It is written for Python 2. In Python 3 `print` takes brackets, `xrange` is `range`, and "
        "`raw_input` is `input`.",
    ),
    Slip("name 'xrange' is", "It is written for Python 2: in Python 3, `xrange` is `range`."),
    Slip("name 'nonlin' is", NONLIN),
    Slip("name '(?P<name>l[012]|syn[012])' is", TUTORIALS),
    Slip(r"NameError: name '(?P<name>\w+)' is not defined", UNKNOWN),
)
MISSING = re.compile(r"NameError: name '(\w+)' is not defined")


def sentence(said: str, line: str, elsewhere: Mapping[str, str]) -> str:
    """Return what is to be told of an error, or "" where nothing is certain.

    Args:
        said: the error as Python words it, its name first.
        line: the learner's line that raised it; "" if it was the call of the learner's function.
        elsewhere: the functions of other katas, and which kata has each.

    """
    missing = MISSING.match(said)
    if missing and missing[1] in elsewhere:
        name = missing[1]
        return f"`{name}` is from {elsewhere[name]}. Each kata stands alone: write it here, too."
    for slip in SLIPS:
        error, place = re.search(slip.error, said), re.search(slip.line, line)
        if error and place:
            return slip.told.format(**error.groupdict(), **place.groupdict())
    return ""
