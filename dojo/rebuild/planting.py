"""Read a script's text for how it trains, and plant counters in it."""

import ast
import builtins
from collections.abc import Iterator

LOOK = "__dojo_look_{}__"  # no class mangles it
Loop = ast.For | ast.While
Function = ast.FunctionDef
Named = ast.Name | ast.Attribute | ast.Subscript
Step = tuple[set[str], set[str], set[str]]  # what a statement reads, stores and changes


def loads(node: ast.AST) -> bool:
    """Say whether the node is read, not stored."""
    return isinstance(getattr(node, "ctx", None), ast.Load)


def used(tree: ast.Module, changed: set[str], called: bool = False) -> set[str]:
    """Return what a training may read, as `name`, `function.name` and `.attribute`.

    That is what is read in a loop that changes something, and what a function has from elsewhere;
    when it is `called` from outside, no loop of the module itself is in it.
    """
    parts = [node for node in tree.body if not called or isinstance(node, Function | ast.ClassDef)]
    nodes = [node for part in parts for node in ast.walk(part)]
    loops = [node for node in nodes if isinstance(node, Loop) and makes(node.body, changed)]
    functions = [node for node in nodes if isinstance(node, Function | ast.Lambda)]
    looped, inside = ({n for node in kind for n in ast.walk(node)} for kind in (loops, functions))
    found = {n.id for n in looped - inside if isinstance(n, ast.Name)}
    found |= {f".{n.attr}" for n in looped | inside if isinstance(n, ast.Attribute)}
    for function in functions:
        home = getattr(function, "name", "<lambda>")
        names = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
        local = {n.id for n in names if not loads(n)}
        own = local | {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
        read = {n.id for n in names if n in looped or n.id not in local}
        found |= {f"{home}.{name}" if name in own else name for name in read}
    return found


def carried(tree: ast.AST) -> set[str]:
    """Return the names of what is changed in place, or made of what it was before."""
    nodes = list(ast.walk(tree))
    read = {n.attr for n in nodes if isinstance(n, ast.Attribute) and loads(n)}
    found = {n.attr for n in nodes if isinstance(n, ast.Attribute) and not loads(n)} & read
    for node in nodes:
        if isinstance(node, ast.AugAssign):
            found |= _stored(node.target)
        elif isinstance(node, Loop | Function):
            first: dict[str, bool] = {}
            changed: set[str] = set()
            for one in (inner for statement in node.body for inner in in_order(statement)):
                if isinstance(one, ast.Name):
                    first.setdefault(one.id, loads(one))
                changed |= set() if loads(one) else _stored(one)
            found |= {name for name in changed if first.get(name)}
    return found


def _stored(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Subscript):
        node = node.value
    names = {node.id} if isinstance(node, ast.Name) else set()
    return names | ({node.attr} if isinstance(node, ast.Attribute) else set())


def in_order(node: ast.AST) -> Iterator[Named]:
    """Yield what a statement reads and stores in the order of running: a value before its name."""
    if isinstance(node, Named):
        yield node
    inner = list(ast.iter_child_nodes(node))
    if not isinstance(node, ast.For | ast.comprehension):
        inner.sort(key=lambda child: isinstance(child, Named) and not loads(child))
    for child in inner:
        yield from in_order(child)


def unpacked(tree: ast.AST) -> set[tuple[str, ...]]:
    """Return the names that are given two or three values at once: `for a, b, target in …`."""
    groups: set[tuple[str, ...]] = set()
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Tuple) and not loads(node):
            names = [one.id for one in node.elts if isinstance(one, ast.Name)]
        elif isinstance(node, ast.arguments):
            names = [argument.arg for argument in node.args if argument.arg != "self"]
        groups |= {tuple(names[:size]) for size in (2, 3) if len(names) >= size}
    return groups


def indexed(tree: ast.AST) -> set[tuple[str, str]]:
    """Return the names of tables and of what picks their rows: `X[i]`."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(ast.Name(table) | ast.Attribute(attr=table), ast.Name(index)):
                found.add((table, index))
    return found


def too_early(tree: ast.AST) -> tuple[str, int] | None:
    """Return a weight that is changed before the error goes back through it, and in which line."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, Loop | Function)]
    return next((early for node in nodes for early in _too_early(node)), None)


def _too_early(node: Loop | Function) -> Iterator[tuple[str, int]]:
    steps = [_read_and_stored(statement) for statement in node.body]
    made = {name for _, stored, _ in steps for name in stored}
    given = {a.arg for a in node.args.args} - {"self"} if isinstance(node, Function) else set()
    for at, (read, _, changed) in enumerate(steps):
        for weight in sorted(changed):
            stale = read & made - {weight}  # what the change was made of: among it, the error
            for later, (again, fresh, _) in enumerate(steps[at + 1 :], at + 1):
                goes_back = weight in again - fresh and again & stale
                if goes_back and _moves_another(steps[later:], weight):
                    yield weight, node.body[later].lineno
                stale -= fresh
            # A layer may be given the error, and hand on what it sends back. Where the turned
            # weight was read before the change, it is the way forward.
            turned = [f"{weight}.T" in again for again, _, _ in steps]
            late = turned.index(True) if True in turned else 0
            if late > at and steps[late][0] & read & given:
                yield weight, node.body[late].lineno


def _moves_another(steps: list[Step], weight: str) -> bool:
    """Say whether what the first step stores goes on into a change of another weight."""
    reached = set(steps[0][1])
    for read, stored, changed in steps[1:]:
        if read & reached:
            if changed - reached - {weight}:
                return True
            reached |= stored
    return False


def _read_and_stored(statement: ast.stmt) -> Step:
    """Return what is read, what is stored, and what is moved by a step from where it was."""
    nodes = list(in_order(statement))
    changed = set()
    for node in ast.walk(statement):
        match node:
            case ast.AugAssign(target):
                changed.add(ast.unparse(target))
            case ast.Assign([target], ast.BinOp(left)) if ast.unparse(left) == ast.unparse(target):
                changed.add(ast.unparse(target))
    read, stored = ({ast.unparse(n) for n in nodes if loads(n) == kind} for kind in (True, False))
    return read | changed, stored, changed


def planted(tree: ast.Module) -> tuple[ast.Module, int, dict[int, list[ast.stmt]]]:
    """Return the tree with counters in it, how many, and what runs before those at an end."""
    planter = _Planter()
    return ast.fix_missing_locations(planter.visit(tree)), planter.sites, planter.bodies


def sites(body: list[ast.stmt]) -> set[int]:
    """Return the counters that are in it."""
    found = (node for statement in body for node in ast.walk(statement))
    return {node.site for node in found if isinstance(node, _Planted)}


def _only_sums(node: ast.stmt) -> bool:
    """Say whether it is a loop of one line without a call: what it has made is seen behind it."""
    body = node.body if isinstance(node, Loop) else []
    if len(body) != 1 or any(isinstance(inner, ast.Call) for inner in ast.walk(body[0])):
        return False
    return isinstance(body[0], ast.AugAssign | ast.Assign) or _only_sums(body[0])


def makes(body: list[ast.stmt], names: set[str]) -> bool:
    """Say whether one of the names may be stored there, be it by what is called."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    stored = {name for node in nodes if not loads(node) for name in _stored(node)}
    called = {getattr(node.func, "id", "") for node in nodes if isinstance(node, ast.Call)}
    return bool(stored & names) or not called <= {*dir(builtins)}


class _Planter(ast.NodeTransformer):
    """Plants counters at the end of loops and behind them, and where a value is made."""

    def __init__(self) -> None:
        self.sites = 0
        self.bodies: dict[int, list[ast.stmt]] = {}

    def visit_For(self, node: Loop) -> list[ast.stmt]:
        if not _only_sums(node):
            self.visit_FunctionDef(node)
        return [node, self._tick(node)]

    visit_While = visit_For  # noqa: N815  the base class names them

    def visit_FunctionDef(self, node: Loop | Function) -> ast.stmt:
        self.generic_visit(node)
        last = node.body[-1]
        if isinstance(last, ast.Return) and isinstance(last.value, _Planted):
            self.bodies[last.value.site] = node.body
        self.bodies[self.sites] = node.body
        node.body.append(self._tick(node))
        return node

    def visit_Continue(self, node: ast.stmt) -> list[ast.stmt]:
        return [self._tick(node), node]

    visit_Break = visit_Continue  # noqa: N815  the same

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        self.generic_visit(node)
        if node.value:
            node.value = self._plant(node.value)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.generic_visit(node)
        node.body = self._plant(node.body)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Look at an answer that has no name: a target is taken from it."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Sub):
            for side in ("left", "right"):
                value = getattr(node, side)
                if isinstance(value, ast.Call | ast.BinOp) and not isinstance(value, _Planted):
                    setattr(node, side, self._plant(value))
        return node

    def _tick(self, node: ast.stmt) -> ast.stmt:
        return ast.copy_location(ast.Expr(self._plant()), node)

    def _plant(self, *value: ast.expr) -> ast.expr:
        call = _Planted(ast.Name(LOOK.format(self.sites), ast.Load()), list(value), [])
        call.site = self.sites
        self.sites += 1
        return call


class _Planted(ast.Call):
    """A call of a counter."""

    site: int
