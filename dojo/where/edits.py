"""Small changes, one at a time: what could stand in the place of an expression, or of a block."""

import ast
from collections.abc import Iterator
from typing import Any

SIGNS = ("+", "-", "*", "/", "**", "@", "//")
COMPARED = ("<", "<=", ">", ">=", "==", "!=")
MORE = (  # what is done to an expression that is not done yet
    *("_.T", "-_", "1 - _", "_ - 1", "_ + 1", "_ * 2", "_ ** 2", "np.abs(_)", "np.exp(_)"),
    *("np.sum(_)", "np.mean(_)", "_.sum(axis=0)", "_.sum(axis=1)", "_.copy()", "np.sqrt(_)"),
)
SLICES = ("_[1:]", "_[:-1]", "_[:]", "_[0]", "_[-1]", "_[1:-1]")
NUMBERS = (0, 1, 2, -1, 0.5)
FUNCTIONS = (  # that are taken for one another
    *(("sum", "mean", "prod"), ("min", "max", "argmin", "argmax"), ("random", "randn", "rand")),
    *(("minimum", "maximum"), ("zeros", "ones"), ("var", "std"), ("dot", "multiply", "outer")),
    ("logical_and", "logical_or", "logical_xor"),
)
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div)  # of `+=` and its like
LOAD = ast.Load()
# Kinds of change, as they are told.
SIGN, LESS = "another sign", "less is done there"
DONE, OTHER = "something more is done to `{}`", "something else takes the place of `{}`"
TURNED = "two parts change places"


def filled(template: str, *nodes: ast.expr) -> ast.expr:
    """Return an expression with nodes in the places of `_` or, of several, `a` and `b`."""
    names = dict(zip("ab" if len(nodes) > 1 else "_", nodes, strict=True))

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return names.get(node.id, node)

    whole: ast.expr = Fill().visit(ast.parse(template, mode="eval").body)
    return whole


def of_expression(  # noqa: C901  a table of what there is
    node: ast.expr, names: list[str], helpers: list[str]
) -> Iterator[tuple[ast.expr, str]]:
    """Yield what could stand there instead, and what kind of change that is."""
    told = ast.unparse(node)
    loaded = [ast.Name(name, LOAD) for name in names]
    match node:
        case ast.BinOp(left, _, right):
            yield from ((filled(f"a {sign} b", left, right), SIGN) for sign in SIGNS)
            yield ast.BinOp(right, node.op, left), TURNED
        case ast.Compare(left, _, [right]):
            yield from ((filled(f"a {sign} b", left, right), SIGN) for sign in COMPARED)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value), OTHER.format(told)
        case ast.Constant(int(value) | float(value)):
            numbers: list[ast.expr] = [
                ast.Constant(n) for n in (*NUMBERS, value + 1, value - 1, -value)
            ]
            numbers += [filled("_ - 1", name) for name in loaded]
            yield from ((other, OTHER.format(told)) for other in (*numbers, *loaded))
        case ast.Name():
            yield from ((other, OTHER.format(told)) for other in loaded)
        case ast.List([]):
            yield from ((ast.List([other], LOAD), OTHER.format(told)) for other in loaded)
        case ast.Subscript(inner, ast.Slice()):
            yield from ((filled(part, inner), "another part is taken") for part in SLICES)
        case ast.Subscript(inner, ast.Tuple(elements)) if len(elements) > 1:
            turned = ast.Tuple(elements[::-1], LOAD)
            yield ast.Subscript(inner, turned, LOAD), TURNED
        case ast.Tuple(elements) if len(elements) > 1:
            yield ast.Tuple(elements[::-1], LOAD), TURNED
        case ast.Call():
            yield from _of_call(node)
    parts = (each for each in ast.walk(node) if isinstance(each, ast.expr) and each is not node)
    yield from ((each, LESS) for each in parts if isinstance(getattr(each, "ctx", LOAD), ast.Load))
    if not isinstance(node, ast.Constant | ast.Compare | ast.Tuple):
        more = (*MORE, *(f"{helper}(_)" for helper in helpers))
        yield from ((filled(template, node), DONE.format(told)) for template in more)


def _of_call(node: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    yield ast.Call(node.func, node.args[::-1], node.keywords), TURNED
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, rest), LESS
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        for other in {other for group in FUNCTIONS if name in group for other in group}:
            function = ast.Attribute(node.func.value, other, LOAD)
            yield ast.Call(function, node.args, node.keywords), OTHER.format(name)


def of_block(block: list[ast.stmt], at: int) -> Iterator[tuple[int, list[Any], str]]:
    """Yield how many statements from there on become which others, and the kind of change."""
    node = block[at]
    yield 1, [], "the line is left out"
    if at + 1 < len(block):
        yield 2, [block[at + 1], node], "two lines change places"
    match node:
        case ast.AugAssign(target, _, value):
            yield from ((1, [ast.AugAssign(target, kind(), value)], SIGN) for kind in OPERATORS)
            yield 1, [ast.Assign([target], value)], SIGN
        case ast.Assign([ast.Name() | ast.Subscript() as target], value):
            yield from ((1, [ast.AugAssign(target, kind(), value)], SIGN) for kind in OPERATORS)
