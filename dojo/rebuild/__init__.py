"""The tutorial's own exercise: the 3-layer network, rebuilt from memory in an empty file.

It is judged by behaviour. The script runs once, in a child process, with a counter planted in every
loop and function. On a thinning sample of its steps the counter looks at all the arrays, lists and
numbers that the script can reach just then, local ones too. Weights are whatever chains from the
inputs to one output, under any names and in either orientation. Three things have to be seen of
them: the judge itself puts the four rows of XOR through them and gets the answers; at the start
they did not give the answers, and dozens of states lie between; and the steps from one state to the
next lie in the span of the four examples' slopes, downhill and not along one line, which is what
backpropagation does and what typing in, interpolating, solving and random search do not do. (Slopes
found by finite differences are the same slopes, so they pass: the network was trained.) A script
that only defines functions or a class has its training called, watched in the same way. Where no
weights can be recognised, a train-and-predict pair has to learn XOR, AND and OR, each from a fresh
start.

What was seen also names the mistake: steps that fit the slopes with the opposite sign go uphill,
and steps that fit the slopes of a network without squashing come from one.
"""

from dojo.rebuild.attempts import new_attempt
from dojo.rebuild.judging import judge
from dojo.rebuild.verdict import Verdict

__all__ = ["Verdict", "judge", "new_attempt"]
