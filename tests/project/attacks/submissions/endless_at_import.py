"""A file that is never done being loaded, and shrugs off every signal it can."""

import contextlib
import signal
import time

for number in signal.valid_signals():
    with contextlib.suppress(OSError):
        signal.signal(number, signal.SIG_IGN)
while True:
    with contextlib.suppress(BaseException):
        time.sleep(60)
