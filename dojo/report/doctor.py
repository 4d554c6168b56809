"""The report of `grader.py doctor`: the layers of the wall, as text."""

from collections.abc import Sequence

from dojo.wall.layers import Layer


def text(layers: Sequence[Layer]) -> str:
    """Return a line for each layer, what to do about the missing ones, and what can be graded."""
    width = max(len(layer.name) for layer in layers)
    lines = [
        f"{'works ' if layer.works else 'ABSENT'}  {layer.name:{width}}  against {layer.protects}"
        for layer in layers
    ]
    remedies = dict.fromkeys(layer.remedy for layer in layers if not layer.works)
    lines += ["", *(f"To do: {remedy}" for remedy in remedies if remedy)]
    whole = next(layer.works for layer in layers if layer.name == "bubblewrap")
    lines.append(
        "Submissions can be graded behind the wall."
        if whole
        else "The wall cannot be built: `class` refuses here, unless given --isolation basic."
    )
    return "\n".join(lines)
