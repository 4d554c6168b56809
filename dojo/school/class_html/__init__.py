"""The report of a class as one HTML file: it asks for nothing from anywhere, and can be mailed."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from dojo.registry import Kata
from dojo.school.class_html.collecting import Collected
from dojo.school.class_html.pack import Details
from dojo.school.class_html.page import page
from dojo.school.row import Row
from dojo.school.summary import summarize


def write_html(
    rows: Iterable[Row], path: Path, katas: Sequence[Kata], title: str, date: str
) -> None:
    """Write the report of a class to `path`; `title` and `date` stand at its head.

    Memory holds a few dozen bytes a row: the details wait in a temporary file, because what is
    counted from them stands above them. Until the last row is in, `path` stays as it was.
    """
    with tempfile.TemporaryFile("w+", encoding="ascii") as waiting:
        collected = Collected(Details(waiting))
        summary = summarize(collected.passing(rows))
        collected.details.flush()
        waiting.seek(0)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(page(title, date, katas, summary, collected))
            shutil.copyfileobj(waiting, file)
            file.write("</body>\n</html>\n")
