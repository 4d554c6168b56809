"""Small changes, one at a time: what could stand in the place of an expression, or of a block."""

import ast
from collections.abc import Iterator
from itertools import permutations
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
OPERATORS: tuple[type[ast.operator], ...] = (ast.Add, ast.Sub, ast.Mult, ast.Div)
# Kinds of change, as they are told.
SIGN, LESS = "another sign", "less is done there"
DONE, OTHER = "something more is done to `{}`", "something else takes the place of `{}`"
TURNED, MOVED = "two parts change places", "a line changes its place"
DROPPED, ADDED = "the line is left out", "a line is added after it"


def filled(template: str, *nodes: ast.expr) -> ast.expr:
    """Return an expression with nodes in the places of `_` or, of several, `a` and `b`."""
    names = dict(zip("ab" if len(nodes) > 1 else "_", nodes, strict=True))

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: N802  ast's own name
            return names.get(node.id, node)

    whole: ast.expr = Fill().visit(ast.parse(template, mode="eval").body)
    return whole


def of_expression(
    node: ast.expr, names: list[str], helpers: list[str]
) -> Iterator[tuple[ast.expr, str]]:
    """Yield what could stand there instead, and what kind of change that is."""
    told = ast.unparse(node)
    loaded = [ast.Name(name, ast.Load()) for name in names]
    match node:
        case ast.BinOp(left, _, right):
            yield from ((filled(f"a {sign} b", left, right), SIGN) for sign in SIGNS)
            yield ast.BinOp(right, node.op, left), TURNED
            yield from ((side, LESS) for side in (left, right))
        case ast.Compare(left, _, [right]):
            yield from ((filled(f"a {sign} b", left, right), SIGN) for sign in COMPARED)
        case ast.UnaryOp(_, inner) | ast.Attribute(inner):
            yield inner, LESS
        case ast.Constant(bool(value)):
            yield ast.Constant(not value), OTHER.format(told)
        case ast.Constant(int(value) | float(value)):
            numbers = [ast.Constant(n) for n in (*NUMBERS, value + 1, value - 1, -value)]
            yield from ((other, OTHER.format(told)) for other in (*numbers, *loaded))
        case ast.Name():
            yield from ((other, OTHER.format(told)) for other in loaded)
        case ast.List([]):
            yield from ((ast.List([other], ast.Load()), OTHER.format(told)) for other in loaded)
        case ast.Subscript(inner, ast.Slice()):
            yield from ((filled(part, inner), "another part is taken") for part in SLICES)
        case ast.Subscript(inner, ast.Tuple(elements)) if len(elements) > 1:
            turned = ast.Tuple(elements[::-1], ast.Load())
            yield ast.Subscript(inner, turned, ast.Load()), TURNED
        case ast.Tuple(elements) if len(elements) > 1:
            yield ast.Tuple(elements[::-1], ast.Load()), TURNED
        case ast.Call():
            yield from _of_call(node)
    if not isinstance(node, ast.Constant | ast.Compare | ast.Tuple):
        more = (*MORE, *(f"{helper}(_)" for helper in helpers))
        yield from ((filled(template, node), DONE.format(told)) for template in more)


def _of_call(node: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    yield from ((each, LESS) for each in node.args)
    yield ast.Call(node.func, node.args[::-1], node.keywords), TURNED
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, rest), LESS
    if isinstance(node.func, ast.Attribute):
        yield node.func.value, LESS
        name = node.func.attr
        for other in {other for group in FUNCTIONS if name in group for other in group}:
            function = ast.Attribute(node.func.value, other, ast.Load())
            yield ast.Call(function, node.args, node.keywords), OTHER.format(name)


def of_block(
    block: list[ast.stmt], at: int, names: list[str]
) -> Iterator[tuple[int, list[ast.stmt], str]]:
    """Yield how many statements from there on become which others; with names: one is added."""
    node, after = block[at], block[at + 1 :]
    for name, other in permutations(names, 2):
        new = ast.Assign([ast.Name(name, ast.Store())], ast.Name(other, ast.Load()))
        yield 1, [node, new], ADDED
    if names:
        return
    yield 1, [], DROPPED
    if after:
        yield 2, [after[0], node], MOVED
    for number, loop in enumerate(after):
        if isinstance(loop, ast.For | ast.While):
            yield number + 2, [*after[:number], _again(loop, [node, *loop.body])], MOVED
    match node:
        case ast.AugAssign(target, op, value):
            yield from ((1, [ast.AugAssign(target, kind(), value)], SIGN) for kind in OPERATORS)
            yield 1, [ast.Assign([target], value)], SIGN
            read: Any = ast.parse(ast.unparse(target), mode="eval").body
            yield 1, [ast.Assign([target], ast.BinOp(read, op, value))], "a new array is made"
        case ast.Assign([ast.Name() | ast.Subscript() as target], value):
            kinds = OPERATORS[:2]
            yield from ((1, [ast.AugAssign(target, kind(), value)], SIGN) for kind in kinds)
        case ast.For(body=[*first, last]) | ast.While(body=[*first, last]) if first:
            yield 1, [_again(node, first), last], MOVED
            yield 1, [node.body[0], _again(node, node.body[1:])], MOVED
            if after:
                yield 2, [_again(node, [*node.body, after[0]])], MOVED


def _again(loop: ast.For | ast.While, body: list[ast.stmt]) -> ast.stmt:
    if isinstance(loop, ast.While):
        return ast.While(loop.test, body, loop.orelse)
    return ast.For(loop.target, loop.iter, body, loop.orelse)
