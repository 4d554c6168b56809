"""The lesson of a kata as Markdown: the docstring of its stub, and what it says in signs."""

import ast

# What the lesson says in words; no hint beyond it. The names are those of its table.
SIGNS = {
    "k01_sigmoid": r"\sigma(x) = \frac{1}{1 + e^{-x}}",
    "k02_forward": (
        r"\text{layer}_1 = \sigma(X \cdot \text{synapse}_0) \qquad "
        r"\text{layer}_2 = \sigma(\text{layer}_1 \cdot \text{synapse}_1)"
    ),
    "k03_deltas": r"\text{delta} = \text{error} \cdot \sigma'",
    "k04_weight_update": (
        r"\text{gradient}_{ij} = \sum_{\text{examples}} \text{sender}_i \cdot \text{delta}_j"
        r" \qquad \text{synapse} \leftarrow \text{synapse} - \text{gradient}"
    ),
    "k05_alpha": r"x \leftarrow x - \alpha \cdot \text{slope}(x)",
    "k06_direction_counting": r"\text{turn}_t = \big[\, (u_t > 0) \neq (u_{t-1} > 0) \,\big]",
    "k07_network": r"\text{error} = \frac{1}{n} \sum \left| \text{layer}_2 - y \right|",
}
TABLE = "| name |"
WHAT_TO_DO = "Write each function in its cell and run the cell; then run the check below."


def opening(stub: str) -> str:
    """Return the lesson as it stands in the stub, quotes included, or "" where there is none."""
    tree = ast.parse(stub)
    end = tree.body[0].end_lineno if ast.get_docstring(tree) else 0
    return "\n".join(stub.split("\n")[:end])


def markdown(stub: str, kata_id: str) -> str:
    """Return the lesson as the text of a notebook."""
    text = (ast.get_docstring(ast.parse(stub)) or "").strip()
    if kata_id in SIGNS:
        signs = f"In signs:\n\n$$ {SIGNS[kata_id]} $$\n\n"
        text = text.replace(TABLE, signs + TABLE, 1)
    return f"{text}\n\n{WHAT_TO_DO}".strip()
