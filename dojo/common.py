"""Kinds of mistakes that any function can have: the right result, and what was done to it.

They are tried when none of a kata's own mistakes explains what its function returns. Each is a
name, a hint, and an expression of `result` and of the function's `arguments`. As everything here
is said of what comes out, it is true however the function is written; if several are true, the
first is said, so the narrow ones come first. A list is made an array of before; what only a tuple
has is asked of `result + ()`, which an array refuses, and the other way round of `result.copy()`.
"""

UNROUNDED = "Return what comes out as it is; small differences matter, too."
NO_SUM = "Return every number of its own: no sum here."
NO_MEAN = "Return every number of its own: nothing is averaged here."
FACTOR = "Look for a factor that nobody asked for."
WHOLE = "An array of whole numbers keeps no fractions; one that begins as np.zeros(shape) does."
LOOP = "Is the `return` inside the loop? It belongs under the `for`, further to the left."
ONE_PAIR = "Look for a `[…]`, a `keepdims` or a `reshape` that nobody asked for."
AS_IT_WAS = "Compute the result, and return that."
PARTS = "Return all that the stub asks for, with a comma between them: `return one, other`."
ONCE_MORE = "That is what should come out, and then something is done to it: leave that away."

COMMON = (
    (
        "returned None, which is nothing",
        "Every way through the function has to end with `return` and a value.",
        "None",
    ),
    ("returned nothing but zeros", f"Is the result ever filled? {WHOLE}", "result - result"),
    ("returned an empty list", "Is anything ever appended to it?", "[]"),
    (
        "returned the right numbers with rows and columns swapped",
        "Take the `.T` away, or swap the two sides of the product.",
        "result.T",
    ),
    (
        "returned the right numbers all in one row",
        "Keep the shape: no ravel, flatten or reshape.",
        "result.copy().ravel()",
    ),
    ("added all results up to one number", NO_SUM, "np.sum(result)"),
    ("added the rows of the result up", NO_SUM, "np.sum(result, axis=0)"),
    ("added the rows of the result up", NO_SUM, "np.sum(result, axis=0, keepdims=True)"),
    ("added the columns of the result up", NO_SUM, "np.sum(result, axis=1)"),
    ("added the columns of the result up", NO_SUM, "np.sum(result, axis=1, keepdims=True)"),
    ("averaged all results to one number", NO_MEAN, "np.mean(result)"),
    ("averaged the rows of the result", NO_MEAN, "np.mean(result, axis=0)"),
    ("averaged the rows of the result", NO_MEAN, "np.mean(result, axis=0, keepdims=True)"),
    ("averaged the columns of the result", NO_MEAN, "np.mean(result, axis=1)"),
    ("averaged the columns of the result", NO_MEAN, "np.mean(result, axis=1, keepdims=True)"),
    ("divided the right result by how many rows there are", NO_MEAN, "result / len(result)"),
    ("divided the right result by how many columns there are", NO_MEAN, "result / len(result[0])"),
    ("divided the right result by how many numbers there are", NO_MEAN, "result / np.size(result)"),
    (
        "flipped the sign of the result",
        "Look for a difference with its two sides swapped, or for a minus too many.",
        "-result",
    ),
    ("dropped the sign of the result", "The sign is a direction: keep it.", "np.abs(result)"),
    ("kept only the sign of the result", "Its size matters, too.", "np.sign(result)"),
    ("returned twice the right result", FACTOR, "result + result"),
    ("returned half the right result", FACTOR, "result / 2"),
    ("returned a result ten times too small", FACTOR, "result / 10"),
    ("returned a result a hundred times too small", FACTOR, "result / 100"),
    ("returned a result ten times too large", FACTOR, "10 * result"),
    ("returned a result a hundred times too large", FACTOR, "100 * result"),
    *(
        (f"rounded the result to {digits} digits", UNROUNDED, f"np.round(result, {digits})")
        for digits in range(2, 7)
    ),
    ("rounded the result to one digit", UNROUNDED, "np.round(result, 1)"),
    ("cut the result down to whole numbers", WHOLE, "np.trunc(result)"),
    ("rounded the result to whole numbers", UNROUNDED, "np.round(result)"),
    ("filled the first row only", LOOP, "np.array([*result[:1], *(0 * result[1:])])"),
    ("filled the first number only", LOOP, "result * np.eye(result.size)[0].reshape(result.shape)"),
    (
        "filled the first column only",
        "Does the loop over the columns end?",
        "result * np.eye(len(result[0]))[0]",
    ),
    (
        "left the last row, or the last number, at 0",
        "`range(n)` ends before n: do not take 1 away.",
        "np.array([*result[:-1], *(0 * result[-1:])])",
    ),
    (
        "filled every row with the last one",
        "Does the loop use its index?",
        "0 * result + result[-1]",
    ),
    ("returned the first row only", LOOP, "result.copy()[0]"),
    (
        "returned the last row only",
        "Collect the rows of all rounds in the loop.",
        "result.copy()[-1]",
    ),
    ("returned the first number only", LOOP, "np.ravel(result.copy())[0]"),
    ("returned the first column only", LOOP, "result[:, 0]"),
    ("returned the last column only", "Collect the columns of all rounds.", "result[:, -1]"),
    ("left the first one out", "Counting begins at 0.", "result.copy()[1:]"),
    ("left the last one out", "`range(n)` ends before n.", "result.copy()[:-1]"),
    ("returned only the largest of the results", NO_SUM, "np.max(result.copy())"),
    ("returned only the smallest of the results", NO_SUM, "np.min(result.copy())"),
    ("put the right result into brackets once too often", ONE_PAIR, "np.array([result.copy()])"),
    ("returned a list of one, not its one number", ONE_PAIR, "[result]"),
    ("gave every number a row of its own", ONE_PAIR, "result[..., None]"),
    ("returned the right numbers in reverse order", "Begin at the start.", "result.copy()[::-1]"),
    ("went on adding from one number to the next", "Begin at 0 each time.", "np.cumsum(result)"),
    ("returned one minus the right result", ONCE_MORE, "1 - result"),
    ("added 1 to the right result", ONCE_MORE, "result + 1"),
    ("took 1 away from the right result", ONCE_MORE, "result - 1"),
    ("squared the right result", ONCE_MORE, "result**2"),
    ("divided 1 by the right result", ONCE_MORE, "1 / result"),
    ("took the sigmoid of the right result", ONCE_MORE, "1 / (1 + np.exp(-result))"),
    ("took the slope of the right result", ONCE_MORE, "result * (1 - result)"),
    *(
        (f"returned its {which} argument as it was", AS_IT_WAS, f"arguments[{at}]")
        for at, which in enumerate(("first", "second", "third", "fourth"))
    ),
    ("returned the right results in the wrong order", "Swap them.", "(result + ())[::-1]"),
    ("returned the first of its results only", PARTS, "(result + ())[0]"),
    ("returned the last of its results only", PARTS, "(result + ())[-1]"),
    ("joined its results into one array", PARTS, "np.concatenate(result + (), axis=0)"),
    ("joined its results into one array", PARTS, "np.concatenate(result + (), axis=1)"),
    ("left the last of its results out", PARTS, "(result + ())[:-1]"),
)
