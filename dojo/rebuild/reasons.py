"""What was seen of an attempt that did not pass, in sentences that say what to do next."""

from dojo.rebuild.evidence import FELL, FIT, STATES, Learning, skips_output_slope
from dojo.rebuild.finding import Found
from dojo.rebuild.networks import PLAIN, SLOPELESS, Network

SURE = 0.9  # a fit from which on the steps say which network they belong to
XOR = (0, 1, 1, 0)
LEAVE = (
    "Train a network when the file is run, or define `train(X, y)` or a class with `train` or"
    " `fit`, and keep its weights in arrays or lists: one matrix from the 3 inputs to the hidden"
    " layer, one from there to the output."
)


def reasons(found: Found) -> tuple[str, ...]:
    """Return why nothing that was found passes."""
    if found.answers is not None:
        return (_untrained(found.answers),)
    if found.nearest is not None:
        return (_failed(found.nearest),)
    why = f"No weights of a network were found. {LEAVE}"
    if found.flat is not None:
        why = (
            f"Found only one weight matrix, `{found.flat}`, and no hidden layer: a single layer"
            " cannot answer XOR. Add a hidden layer and a second matrix (k02)."
        )
    elif found.still is not None:
        why = (
            f"Found {named(found.still)}, but they never change: update them in every"
            " iteration (k04)."
        )
    return (why,)


def remarks(learning: Learning) -> tuple[str, ...]:
    """Return what is worth knowing about a network that passed."""
    said = []
    if skips_output_slope(learning):
        said.append(
            "The output's delta leaves out the output's slope; that is the delta of cross-entropy"
            " and learns XOR too, but the tutorial's has it (k03)."
        )
    if learning.end > learning.best + FELL:
        said.append(
            f"At its best the error was {learning.best:.4f}, at the end of the run it was"
            f" {learning.end:.4f}: what counts is that a network answered."
        )
    return tuple(said)


def named(network: Network) -> str:
    """Return the weights by name and shape, as the learner wrote them."""
    sizes = network.chain.sizes
    parts = []
    for layer, path in enumerate(network.chain.weights):
        shape = (sizes[layer] + network.chain.extended[layer], sizes[layer + 1])
        parts.append(f"`{path}` {shape[::-1] if network.chain.transposed else shape}")
    return "the weights " + ", ".join(parts[:-1]) + " and " + parts[-1]


def how(learning: Learning) -> str:
    """Return where the network was found, and how it was read."""
    network = learning.network
    text = f"{named(network)}, hidden layer: {network.hidden}, output: {network.output}"
    biases = [f"`{bias}`" for bias in network.biases if bias]
    return text + (f", biases: {', '.join(biases)}" if biases else "")


def _untrained(learning: Learning) -> str:
    """Say why weights that answer XOR do not count."""
    found = f"{named(learning.network).capitalize()} answer XOR, but"
    if not learning.moved:
        return (
            f"{found} they never change: they were typed in. Start from random weights and let"
            " the training find them."
        )
    if learning.start - learning.best <= FELL:
        return (
            f"{found} they did so from the start, with an error of {learning.start:.4f}: they"
            " were typed in. Start from random weights."
        )
    if learning.states < STATES:
        return (
            f"{found} they came there in {learning.states - 1} steps, which is no training:"
            " start from random weights and go down the slope in many small steps."
        )
    return (
        f"{found} their steps do not follow the slope of the error, so it was not"
        " backpropagation that found them. Compute the deltas (k03) and update by them (k04)."
    )


def _failed(learning: Learning) -> str:
    """Say what is seen of weights that move and do not answer XOR."""
    network = learning.network
    from_to = f"from {learning.start:.4f} to {learning.end:.4f}"
    answers = ", ".join(f"{answer:.2f}" for answer in learning.final)
    mistake = _mistake(learning, from_to, answers)
    stuck = [f"`{path}`" for path in network.chain.weights if path not in learning.moved]
    if not mistake and stuck:
        mistake = (
            f", but {' and '.join(stuck)} never changes, and they answer {answers}. Update every"
            " matrix in every iteration (k04)."
        )
    elif not mistake and learning.fit > FIT:
        mistake = (
            f"; they go down the slope, but the error went only {from_to}, and they answer"
            f" {answers}. Try more iterations, another alpha (k05) or another start."
        )
    elif not mistake:
        mistake = (
            ", but their steps do not go down the slope of the error: it went"
            f" {from_to}, and they answer {answers}, not 0, 1, 1, 0. Look at the deltas (k03) and"
            " the update (k04)."
        )
    return f"Found {named(network)}{mistake}"


def _mistake(learning: Learning, from_to: str, answers: str) -> str:
    """Name the mistake that the steps give away; nothing where they are not clear."""
    pulls = learning.pulls
    if learning.fit <= SURE:
        return ""
    if learning.toward < -SURE:
        return (
            f", but every step goes up the slope: the error went {from_to}. Turn the sign of the"
            " step: `y - layer_2` goes with `+=`, `layer_2 - y` with `-=` (k04)."
        )
    if learning.network.hidden == PLAIN:
        return (
            ", but the hidden layer is not squashed: the steps are those of a network without a"
            f" sigmoid there, which cannot answer XOR (it answers {answers}). Put the hidden layer"
            " through the sigmoid (k02)."
        )
    if learning.network.hidden == SLOPELESS:
        return (
            ", but the hidden delta leaves out the slope of the hidden layer, and they answer"
            f" {answers}. Multiply by `layer_1 * (1 - layer_1)` (k03)."
        )
    if len(pulls) == len(XOR) and pulls != XOR:
        return (
            f", but they are trained towards {', '.join(map(str, pulls))} for the inputs 00, 01,"
            " 10, 11, and not towards 0, 1, 1, 0. Look at `X` and `y`: the target is the XOR of the"
            " first two columns."
        )
    return ""
