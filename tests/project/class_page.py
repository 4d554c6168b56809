"""The report of a class in a browser, as its reader sees it."""

from contextlib import contextmanager

from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from dojo.school.class_html import write_html
from tests.project.browser import chromium, resize
from tests.project.handing_in import COURSE


class ClassPage:
    """The page of the rows last opened, and what one can do on it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, rows, path, title="Autumn", width=1200):
        """Write the report of the rows to `path`, and open it from there."""
        write_html(iter(rows), path, COURSE.katas, title, "24 November 2026")
        self.driver.get_log("browser")  # what there is belongs to the page before
        resize(self.driver, width)
        self.driver.get(path.as_uri())
        self.until(lambda: self.text("#count"))
        return self

    def until(self, true):
        """Wait until that is true."""
        return WebDriverWait(self.driver, 200).until(lambda _: true())

    def all(self, selector):
        """Return the elements of a CSS selector."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """Return the first of them."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """Return what is seen of it."""
        return self.one(selector).text

    def run(self, script, *arguments):
        """Return what the body of a JavaScript function returns."""
        return self.driver.execute_script(script, *arguments)

    def section(self, title):
        """Return the text of the card of that title."""
        return self.driver.find_element(By.XPATH, f"//section[h2='{title}']").text

    @property
    def names(self):
        """The students in the table, from top to bottom."""
        script = (
            "return [...document.querySelectorAll('tbody:not([hidden]) .names > :first-child')]"
        )
        return self.run(f"{script}.map((name) => name.textContent)")

    def header(self, text):
        """Return the head of a column of the table."""
        return self.driver.find_element(By.XPATH, f"//*[@id='table']//th[contains(., '{text}')]")

    def choose(self, field, text):
        """Set a filter, and return the students that are left."""
        Select(self.one(f"#{field}")).select_by_visible_text(text)
        return self.names

    def unfold(self, name):
        """Click on a student, and return the text of the submission, as it is seen."""
        path = f"//tbody[@data-states][contains(tr[1], '{name}')]"
        body = self.driver.find_element(By.XPATH, path)
        body.find_element(By.CSS_SELECTOR, "button").click()
        return body.find_element(By.CSS_SELECTOR, ".detail").text

    @property
    def fits(self):
        """Whether the page is no wider than the window."""
        return self.run("return document.documentElement.scrollWidth <= innerWidth")


@contextmanager
def class_page():
    """Lend a browser for class reports."""
    with chromium() as driver:
        yield ClassPage(driver)
