"""A child of a child in a session of its own, and a thread, to act after grading."""

import os
import threading
import time

REFUSED = []


def act():
    while True:
        time.sleep(0.2)
        for path in ("/tmp", "/var/tmp", "THE REPO"):
            try:
                open(f"{path}/dojo-attack-survivor", "w").close()
            except OSError:
                pass


threading.Thread(target=act, daemon=True).start()
for step in (os.fork, os.setsid, os.setpgrp, lambda: os.setpgid(0, 0), lambda: os.unshare(0)):
    try:
        step()
        REFUSED.append(False)
    except (OSError, AttributeError):
        REFUSED.append(True)


def sigmoid(x):
    raise RuntimeError(f"refused: {all(REFUSED)}")


def sigmoid_output_to_derivative(output):
    return output
