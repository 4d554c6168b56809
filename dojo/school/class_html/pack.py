"""Data inside a page: gzip in base64, in a script element that no browser runs.

Its alphabet holds no `<`, so that no text of any submission can end the element, and ten thousand
submissions, which say much the same, shrink to a twentieth. The page unpacks what it shows.
"""

import base64
import gzip
import io
import json
from typing import IO, Any

CHUNK = 400_000  # characters of details unpacked at once, to show one of them


def element(name: str, packed: bytes) -> str:
    """Return the script element of that id."""
    text = base64.b64encode(packed).decode()
    return f'<script type="application/gzip" id="{name}">{text}</script>\n'


class Lines:
    """A JSON list that is compressed while it grows."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._gzip = gzip.GzipFile(fileobj=self._buffer, mode="wb", compresslevel=6, mtime=0)
        self.count = self.size = 0

    def add(self, item: Any) -> None:
        """Append one item."""
        text = json.dumps(item, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        self._gzip.write(((",\n" if self.count else "[") + text).encode())
        self.count += 1
        self.size += len(text)

    def packed(self) -> bytes:
        """Return the whole list; nothing can be added any more."""
        self._gzip.write(b"]" if self.count else b"[]")
        self._gzip.close()
        return self._buffer.getvalue()


class Details:
    """The details of the submissions, in chunks that go to a file as soon as they are full."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._chunk = Lines()
        self._number = 0

    def add(self, item: Any) -> tuple[int, int]:
        """Append one item; return its chunk and its place in there."""
        place = self._number, self._chunk.count
        self._chunk.add(item)
        if self._chunk.size > CHUNK:
            self.flush()
        return place

    def flush(self) -> None:
        """Write what is not yet written."""
        if self._chunk.count:
            self._file.write(element(f"chunk-{self._number}", self._chunk.packed()))
            self._chunk = Lines()
            self._number += 1
