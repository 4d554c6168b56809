"""The tutorial's own exercise: the 3-layer network, rebuilt from memory in an empty file.

It is judged by what the script does, whatever its names, its layers and its style. It runs in a
child process, with counters planted in its loops and functions. A counter looks rarely, and takes
every value that fits the rows in hand for an answer to them. Some such value has to be wrong at
first and right later. Then the script is taught something else, with the targets in its text
replaced: taught OR, the same value has to follow; with targets that differ by next to nothing,
every weight that moves has to be another at once, which tells training from search, from solving
and from made-up errors; from other seeds, no random array that the training reads may stand still.

All limits are ticks and processor time: a verdict does not depend on how busy the machine is.
"""

from dojo.rebuild.clock import new_attempt
from dojo.rebuild.judging import Verdict, judge

__all__ = ["Verdict", "judge", "new_attempt"]
