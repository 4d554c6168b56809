"""Kinds of mistakes that any function can have: the right result, and what was done to it.

They are tried when none of a kata's own mistakes explains what its function returns. Each is a
name, a hint, and an expression of `result` and of the function's `arguments`. As everything here
is said of what comes out, it is true however the function is written; if several are true, the
first is said, so the narrow ones come first.
"""

UNROUNDED = "Return what comes out as it is; small differences matter, too."
NO_SUM = "Return every number of its own: no sum here."
NO_MEAN = "Return every number of its own: nothing is averaged here."
FACTOR = "Look for a factor that nobody asked for."
WHOLE = "An array of whole numbers keeps no fractions; one that begins as np.zeros(shape) does."
LOOP = "Is the `return` inside the loop? It belongs under the `for`, further to the left."

COMMON = (
    ("returned nothing but zeros", f"Is the result ever filled? {WHOLE}", "0 * result"),
    (
        "returned the right numbers with rows and columns swapped",
        "Take the `.T` away, or swap the two sides of the product.",
        "result.T",
    ),
    (
        "returned the right numbers all in one row",
        "Keep the shape: no ravel, flatten or reshape.",
        "np.ravel(result)",
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
        "-1 * result",
    ),
    ("dropped the sign of the result", "The sign is a direction: keep it.", "np.abs(result)"),
    ("kept only the sign of the result", "Its size matters, too.", "np.sign(result)"),
    ("returned twice the right result", FACTOR, "2 * result"),
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
        "left the last row at 0",
        "`range(n)` ends before n: do not take 1 away.",
        "np.array([*result[:-1], *(0 * result[-1:])])",
    ),
    (
        "filled every row with the last one",
        "Does the loop use its index?",
        "0 * result + result[-1]",
    ),
    ("returned the first row only", LOOP, "result[0]"),
    ("returned the last row only", "Collect the rows of all rounds in the loop.", "result[-1]"),
    (
        "returned its first argument as it was",
        "Compute the result, and return that.",
        "arguments[0]",
    ),
    ("returned the right results in the wrong order", "Swap them.", "tuple(result)[::-1]"),
)
