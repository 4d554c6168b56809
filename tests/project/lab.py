"""A JupyterLab of its own, and a learner's hands on the notebook that it shows."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

TOKEN = "a-token-for-this-test"  # noqa: S105  of a server that lives as long as the test


@contextmanager
def jupyterlab(notebooks, home):
    """Start JupyterLab on a folder of notebooks, all it keeps in `home`; yield its address."""
    setting(home, "notification", fetchNews="false", checkForUpdates=False)
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    env = os.environ | {name: str(home / name) for name in places}
    env |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "HOME": str(home)}
    env |= {"DOJO_HISTORY": str(home / "history.sqlite3")}
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", f"--IdentityProvider.token={TOKEN}"]
    options += ["--allow-root", f"--ServerApp.root_dir={notebooks}"]
    with (home / "log").open("w") as log:
        command = [sys.executable, "-m", "jupyterlab", *options]
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            yield _address(server, home / "log")
        finally:
            server.terminate()  # and with it the kernels
            server.wait()


def _address(server, log):
    for _ in range(2_000):
        if match := re.search(r"http://127\.0\.0\.1:\d+/", log.read_text()):
            return match[0]
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def setting(home, name, **values):
    """Set something in JupyterLab, for the next time that a page is loaded."""
    folder = home / "settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.jupyterlab-settings").write_text(json.dumps(values))


class Page:
    """The notebook on the screen, and the hands on it."""

    def __init__(self, driver, address, path):
        self.driver, self.path = driver, path
        self.url = f"{address}lab/tree/{path.name}?reset&token={TOKEN}"  # and nothing else
        self.load()

    def load(self):
        """Open the notebook, or load it again."""
        self.driver.get(self.url)
        self.wait(lambda: self.find(".jp-Notebook .jp-CodeCell"))
        self.wait(lambda: any("| Idle" in item.text for item in self.find("#jp-main-statusbar")))

    @property
    def text(self):
        """All that is to be read in the outputs."""
        return "\n".join(output.text for output in self.find(".jp-OutputArea-output"))

    def find(self, css):
        """Return the elements that match."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def wait(self, condition):
        """Wait until the condition holds, and return what it returned."""
        return WebDriverWait(self.driver, 200).until(lambda _: condition())

    def run_all(self):
        """Choose Run, Run All Cells from the menu."""
        for xpath in ("//div[text()='Run']", "//li[@data-command='runmenu:run-all']"):
            self.wait(lambda xpath=xpath: self.driver.find_elements(By.XPATH, xpath))[0].click()

    def line(self, text):
        """Return the first line of code that holds the text."""
        lines = self.wait(
            lambda: [line for line in self.find(".jp-CodeCell .cm-line") if text in line.text]
        )
        return lines[0]

    def rewrite(self, old, new):
        """Put the cursor into the line, type another one in its place, and run the cell."""
        self.line(old).click()
        keys = ActionChains(self.driver).send_keys(Keys.HOME)
        keys.key_down(Keys.SHIFT).send_keys(Keys.END).key_up(Keys.SHIFT)
        keys.send_keys(new).perform()
        self.press(Keys.SHIFT, Keys.ENTER)

    def press(self, modifier, key):
        """Press two keys together."""
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def run(self, text):
        """Run the cell that holds the text."""
        self.line(text).click()
        self.press(Keys.SHIFT, Keys.ENTER)

    def verdict(self, words):
        """Return the text of the verdict, once it says these words."""
        texts = self.wait(lambda: [v.text for v in self.find("section.dojo") if words in v.text])
        return texts[0]

    def save(self, words):
        """Press Ctrl+S, and wait until the words are in the file."""
        self.press(Keys.CONTROL, "s")
        self.wait(lambda: words in self.path.read_text(encoding="utf-8"))
