"""What is asked before a kata's first picture: the answer is what its solution computes."""

import numpy as np
import pytest

from dojo import answer
from dojo.notes import notes
from dojo.pictures import k08_two_layers, k17_momentum
from dojo.pictures.k09_local_minima import FIVE
from dojo.pictures.tutorial import SHAPES, X, Y
from dojo.registry import load_course

COURSE = load_course()
DATA = np.array(X), np.array(Y)
BY_THE_NOTEBOOK = {"k13", "k15", "k16"}  # whose figures the second story's own test compares


def load(name):
    """Return the solution of a kata as a module."""
    kata = COURSE.find(name)
    return answer.load(COURSE.solution(kata), kata.id)


def k01():
    slope = load("k01").sigmoid_output_to_derivative
    return max(["0.1", "0.5", "0.9"], key=lambda choice: slope(float(choice)))


def k02():
    synapses = load("k07").initial_synapses(3, 4, 1, 1)
    undecided = load("k02").forward(DATA[0], *synapses)[1].mean()
    return min(["0", "0.5", "1"], key=lambda choice: abs(float(choice) - undecided))


def k03():
    return "positive" if load("k03").output_delta(0.8, 1) > 0 else "negative"


def k04():
    gradient = load("k04").synapse_gradient(np.zeros((3, 1)), np.ones((3, 1)))
    return "it moves" if gradient.any() else "stay as it is"


def k05():
    start, ball = load("k05").roll(3, 0.9, 1)
    nearer, other = abs(ball) < start, ball < 0
    return f"nearer, on the {'other' if other else 'same'} side" if nearer else "further away"


def k06():
    train = load("k06").train_and_count
    turns = {a: sum(map(np.sum, train(*DATA, float(a), 2000)[2:])) for a in ["0.001", "10", "1000"]}
    return max(turns, key=turns.get)


def k07():
    errors = load("k05").alpha_sweep(*DATA, [0.1, 10.0, 1000.0], 6000)
    return f"{min(errors, key=errors.get):g}"


def k08():
    net = np.array(k08_two_layers.X), np.array(k08_two_layers.Y)
    descend, starts = load("k08").descend, map(np.array, k08_two_layers.STARTS)
    corners = {tuple(np.sign(descend(*net, start, 1000)[-1]).flat) for start in starts}
    return "to the same corner" if len(corners) == 1 else "to a corner each"


def k09():
    code, starts = load("k09"), 2 * np.random.RandomState(1).random_sample(100) - 1
    valleys = code.basins(code.settle(FIVE, starts, 0.001, 500), 0.1)
    _, balls = min(valleys, key=lambda valley: np.polynomial.polynomial.polyval(valley[0], FIVE))
    return "most" if balls > 50 else "few" if balls else "none"


def k10():
    code = load("k10")
    few, many = code.share_solved(code.errors_by_size(*DATA, [4, 64], range(1, 7), 10, 1500), 0.05)
    return "from as many" if few == many else "from more" if many > few else "from fewer"


def k11():
    draw, none = np.random.RandomState(1).normal, np.zeros(4)
    forward, origin = load("k11").forward, np.zeros((1, 2))
    undecided = forward(origin, draw(size=(2, 4)), none, draw(size=(4, 1)), none[:1])[0] == 0.5
    return "all through (0, 0)" if undecided.all() else "anywhere"


def k12():
    code, forward = load("k12"), load("k02").forward
    runs = {"4 rows": (4, 2000), "1 row": (1, 2000), "four times as often": (4, 8000)}
    error = {}
    for name, (size, passes) in runs.items():
        synapses = code.train(*DATA, size, 1.0, passes)
        error[name] = np.mean(np.abs(forward(DATA[0], *synapses)[1] - DATA[1]))
    assert error["four times as often"] < error["4 rows"] / 1.5
    alike = 0.8 < error["1 row"] / error["4 rows"] < 1.25
    return "all nearly the same" if alike else min(list(runs)[:2], key=error.get)


def k14():
    code = load("k14")
    synapses = code.initial_synapses([3, 8, 8, 8, 1], 1)
    gradients = code.gradients(code.forward(DATA[0], synapses), synapses, DATA[1])
    sizes = [np.mean(np.abs(gradient)) for gradient in gradients]
    return ["the first", "another", "another", "the last"][int(np.argmin(sizes))]


def k17():
    code, given = load("k17"), (k17_momentum.RUT, k17_momentum.START, k17_momentum.ALPHA, 0.8, 500)
    ends = [roll(*given)[-1] < 1 for roll in (code.roll_momentum, code.roll_nesterov)]
    assert ends[0]
    return "yes" if ends[1] else "no"


def k18():
    sums = np.arange(12.0).reshape(4, 3) ** 2
    normal, larger = (load("k18").normalise(x, np.ones(3), np.zeros(3)) for x in (sums, 10 * sums))
    return "the same" if np.allclose(normal, larger, atol=1e-3) else "another"


def k19():
    code, gradients = load("k19"), load("k12").gradients
    random = np.random.RandomState(4)  # a start from which it gets there
    start = [random.uniform(-1, 1, shape) for shape in SHAPES]

    def iterations(move):
        synapses = start
        for iteration in range(300):
            layer_2 = load("k02").forward(DATA[0], *synapses)[1]
            if np.mean(np.abs(layer_2 - DATA[1])) < 0.05:
                return iteration
            pairs = enumerate(zip(synapses, gradients(*DATA, *synapses), strict=True))
            synapses = [move(nth, *pair) for nth, pair in pairs]
        return 300

    sizes, previous = [np.full(shape, 0.1) for shape in SHAPES], [np.zeros(s) for s in SHAPES]

    def by_sign(nth, synapse, gradient):
        sizes[nth] = code.step_sizes(sizes[nth], previous[nth], gradient)
        previous[nth] = np.where(previous[nth] * gradient < 0, 0, gradient)
        return code.move(synapse, previous[nth], sizes[nth])

    plain = iterations(lambda _nth, synapse, gradient: synapse - 10 * gradient)
    return "faster" if iterations(by_sign) < plain else "slower"


def k20():
    anneal = load("k20").anneal
    cold, warm = (
        sum(anneal(FIVE, 0.95, heat, 0.995, 0.3, 1000, seed) < -0.8 for seed in range(8))
        for heat in (1e-4, 1.0)
    )
    balls = "the warm ones, that also go up", "the cold ones, that go down only"
    return balls[cold > warm] if cold != warm else "both"


def k21():
    start = load("k07").initial_synapses(3, 4, 1, 1)
    some, others = (
        load("k21").train(library, *DATA, *start, 1.0, 50)
        for library in ("numpy", "array_api_strict")
    )
    alike = all(np.allclose(*pair, rtol=1e-12, atol=0) for pair in zip(some, others, strict=True))
    return "the same to many digits" if alike else "different"


def k22():
    from sklearn.datasets import load_digits  # noqa: PLC0415  slow to import, and for this one

    code, digits = load("k22"), load_digits()
    X, y = code.prepare(digits.images, digits.target)
    shares = []
    for unseen in (np.arange(len(X)) % 5 == 0, np.arange(len(X)) >= len(X) - 360):
        synapses = code.train(X[~unseen], y[~unseen], 32, 0.3, 30, 16, 1)
        shares.append(code.accuracy(X[unseen], digits.target[unseen], *synapses))
    assert f"{100 * shares[0]:.0f}" == "97"  # which the question says
    return "fewer" if shares[1] < shares[0] else "as many"


@pytest.mark.parametrize("kata", COURSE.katas, ids=lambda kata: kata.id)
def test_a_kata_says_what_is_owned_and_asks_something(kata):
    """The answer is one of the choices."""
    told = notes(COURSE.solution(kata))
    assert told.owned
    assert told.question
    assert told.answer in told.choices


COMPUTED = [kata for kata in COURSE.katas if kata.id[:3] not in BY_THE_NOTEBOOK]


@pytest.mark.soak
@pytest.mark.parametrize("kata", COMPUTED, ids=lambda kata: kata.id)
def test_the_answer_is_what_the_solution_computes(kata):
    """A question without a proof here fails, too."""
    assert globals()[kata.id[:3]]() == notes(COURSE.solution(kata)).answer
