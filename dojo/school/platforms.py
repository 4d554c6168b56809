"""Who handed in what, by the names that learning platforms give to what is downloaded from them.

`PLATFORMS` is the whole knowledge of most of them. What has no source but memory is read leniently:
Brightspace's flat files, and files in a folder of Google Drive, which fall under "anything else".

- Gradescope calls each submission by a number, and says whose it is in `submission_metadata.yml`.
- GitHub Classroom: `gh classroom clone student-repos` makes `ps1-submissions/ps1-username/…`.
- nbgrader: `submitted/student/ps1/…`; Teams: `Submitted files/Student/Assignment/Version 2/…`.
- Anything else: a folder, file, notebook or zip is named after its student, in a file's name what
  it says of the kata apart. A folder needs no kata in its name, so one there is the student's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from pathlib import PurePosixPath

from dojo.registry import Kata
from dojo.school.limits import LARGEST, exact
from dojo.school.naming import NOISE, unlabelled, without_kata
from dojo.school.table import PARTICIPANT

TIME = r"\d{1,2}:?\d\d(?: ?[AP]M)?"
DATE = rf"(?:[^\W\d]{{3,9}}\.? \d{{1,2}},? |\d{{1,2}} [^\W\d]{{3,9}}\.?,? )\d{{4}} {TIME}"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHO = "submission_metadata.yml"
SUFFIXES = (*LARGEST, ".zip")
ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")  # which stay closed
# Where platforms put what was handed in, and what may lie beside that.
WRAPPERS = {"submitted": "nbgrader", "Submitted files": "Teams"}
BESIDE = {"nbgrader_config.py", "source", "release", "autograded", "feedback", "Working files"}
STRAY = ("README", "LICENSE", "MAKEFILE")  # files without an ending that are no student's
# What platforms write beside what was handed in, and what may be a text that was typed there.
SHEET = re.compile(
    r"(?:.*_)?(?:timestamp|comments)\.txt|index\.html?|grades\.(?:csv|xlsx?)", re.DOTALL
)
TYPED = re.compile(
    r"(?:.*_)?(?:submissionText|feedbackText|onlinetext)\.html"
    r"|.+_(?:text|link)\.html|.+_attempt_[\d-]+\.txt",
    re.DOTALL,
)
MANY = 3  # entries


@dataclass(frozen=True)
class Platform:
    """How a platform names what was handed in; the groups of its pattern are what the name says."""

    title: str
    pattern: re.Pattern[str]
    person: str  # how people are told apart
    issued: str  # what the platform itself knows each of them by
    by: str  # what a roster needs for it


PLATFORMS = tuple(
    Platform(title, re.compile(pattern, re.DOTALL), *more)
    for title, pattern, *more in (
        ("Gradescope", r"submission_(?P<id>\d+)", "submission_{id}", "", "email or ID"),
        (
            "Blackboard",
            r"(?P<login>.+?)_attempt_(?P<date>\d{4}(?:-\d\d){5})(?:_.+|\.txt)?",
            *("{login}", "", "login"),
        ),
        (
            "Brightspace",
            rf"(?P<id>\d+-\d+) - (?P<name>.+?) - (?P<date>{DATE})(?:[ _-]+.+)?",
            *("{name}_{id}", "", "name"),
        ),
        (
            "Moodle",
            r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z]+(?:_.*)?",
            *("{name}_{id}", PARTICIPANT + " {id}", "name or Identifier"),
        ),
        (
            "Canvas",
            r"(?P<name>[^_].*?)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?:\d+_.+|(?:text|link)\.html)",
            *("{name}_{id}", "{id}", "name or ID"),
        ),
        (
            "Canvas",
            r"(?P<name>anon)_(?:(?P<late>LATE)_)?(?P<id>\w+?)_\d+_.+",
            *("{name}_{id}", "{id}", "ID"),
        ),
        (
            "Sakai",
            r"(?P<last>[^(),]+), (?P<first>[^()]*)\((?P<login>[^()]+)\)(?:_.+)?",
            *("{login}", "", "login"),
        ),
        (
            "Autolab",
            r"(?P<email>[^@]+@[^@_]+)_(?P<version>\d+)_.+",
            *("{email}", "", "email"),
        ),
        (
            "ILIAS",  # the last, since nearly anything may look like that
            r"(?P<last>.+)_(?P<first>[^_]+)_(?P<login>[^_]+)_(?P<id>\d{3,})",
            *("{login}", "", "login"),
        ),
    )
)


GRADESCOPE, _, BRIGHTSPACE = PLATFORMS[:3]


@dataclass(frozen=True)
class Sender:
    """Who an entry is from, as far as its name says."""

    student: str
    name: str = ""
    email: str = ""
    keys: tuple[str, ...] = ()  # what a roster may know the student by, as it came from outside
    issued: str = ""  # what the platform itself gave, so that nobody else can have it
    words: str = ""  # where a login or an id may stand among others
    # what is left without words that others' names have as well; and without what may be no name
    bare: tuple[str, ...] = ()
    late: bool = False
    attempt: tuple[int, ...] = ()  # by its date or version: the greatest counts


class Namer:
    """Reads the names of all entries of a class, each of which may help to read the others."""

    def __init__(self, entries: Mapping[str, bool], folder: str, katas: Sequence[Kata]) -> None:
        self._katas = katas
        folders = [name for name in entries if entries[name]]
        prefix = folder.removesuffix("submissions")
        of_github = prefix.endswith("-") and all(name.startswith(prefix) for name in folders)
        self._slug = prefix if of_github and folders else ""
        self._assignment = _assignment(entries)
        words = Counter(word for name in entries for word in set(_words(name)))
        self._common = {w for w, n in words.items() if n >= MANY and 2 * n > len(entries)}
        # What could be anything is a platform's where most folders are named so.
        unsure = PLATFORMS[-1].pattern.fullmatch
        sure = 2 * sum(unsure(name) is not None for name in folders) <= len(folders)
        self._platforms = PLATFORMS[:-1] if sure else PLATFORMS
        self._numbered = _numbered(entries)
        found = Counter(_platform(entry, self._platforms) for entry in entries)
        most = max(found, key=lambda each: found[each], default=None)
        title = "GitHub Classroom" if self._slug else WRAPPERS.get(folder, "")
        title, by = (most.title, most.by) if most else (title, "login, name or email")
        download = f"a download from {title}" if title else "folders or files of one student each"
        self.looks_like = f"{download}, so the roster needs a column {by}"

    def sender(self, entry: str, *, folder: bool) -> Sender | None:
        """Return who the file or `folder` of that name is from; None if it is no submission."""
        if entry.count("_assignsubmission_") > 1:  # a name made to look like another student's
            return Sender(exact(entry), keys=(entry,))
        platform = _platform(entry, self._platforms)
        found = platform and platform.pattern.fullmatch(entry)
        if platform and found:
            return self._issued(platform, {k: text or "" for k, text in found.groupdict().items()})
        path = PurePosixPath(entry)
        other = path.suffix and path.suffix.lower() not in (*SUFFIXES, *ARCHIVES)
        if not folder and (other or path.name.upper() in STRAY):
            return None  # what else may lie about, such as a roster
        return self.plain(entry, folder=folder)

    def plain(self, entry: str, *, folder: bool) -> Sender:
        """Return who an entry is from that is named by no platform."""
        stem = entry if folder else PurePosixPath(entry).stem
        whole = folder or self._slug
        student = stem.removeprefix(self._slug) if whole else without_kata(stem, self._katas)
        own = [w for w in _words(unlabelled(stem, self._katas)) if w not in self._common]
        names = [word for word in own if not (NOISE.fullmatch(word) or word.isdecimal())]
        bare = (" ".join(own), " ".join(names))
        return Sender(exact(student), keys=(student, stem), words=stem, bare=bare)

    def _issued(self, platform: Platform, said: dict[str, str]) -> Sender:
        words = said["login"] if platform.title == "Blackboard" else ""
        if words:
            said["login"] = words.removeprefix(self._assignment)
        name = said.get("name") or f"{said.get('first', '')} {said.get('last', '')}".strip()
        own, issued = platform.person.format(**said).strip("_"), platform.issued.format(**said)
        own = name if platform is BRIGHTSPACE and self._numbered else own
        return Sender(
            exact(own),
            exact(name),
            exact(said.get("email", "")),
            keys=(name, own),
            issued=issued,
            words=words,
            late=bool(said.get("late")),
            attempt=moment(said.get("date") or said.get("version") or ""),
        )


def named_by(entry: str) -> bool:
    """Return whether a platform has put a student's or submission's name on the entry, for sure."""
    return _platform(entry, PLATFORMS[:-1]) is not None


def _platform(entry: str, among: Iterable[Platform]) -> Platform | None:
    return next((each for each in among if each.pattern.fullmatch(entry)), None)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _numbered(entries: Iterable[str]) -> bool:
    """Return whether Brightspace has numbered submissions: that tells no namesakes apart."""
    named = filter(None, map(BRIGHTSPACE.pattern.fullmatch, entries))
    handed_in = {found.group("id", "name", "date") for found in named}
    ids, names = ({each[part] for each in handed_in} for part in (0, 1))
    return len(ids) == len(handed_in) > len(names) + 1


def _assignment(entries: Iterable[str]) -> str:
    """Return what Blackboard has put before each login: whole words that all have in common."""
    before = [name.partition("_attempt_")[0] for name in entries if "_attempt_" in name]
    common = commonprefix(before)  # noqa: RUF071  of letters
    return common[: common.rfind("_") + 1]


def moment(text: str) -> tuple[int, ...]:
    """Return a date or a version as what can be compared: Oct 9 comes before Oct 10."""
    numbers = tuple(map(int, re.findall(r"\d+", text)))
    month = re.search(r"[^\W\d]{3,}", text)
    short = month[0][:3].lower() if month else ""
    if short not in MONTHS or not re.fullmatch(DATE, text):
        return numbers
    day, year, *time = numbers
    hour, minute = time if len(time) > 1 else divmod(time[0], 100)
    half = text[-2:].upper()
    hour = hour % 12 + 12 * (half == "PM") if half in ("AM", "PM") else hour
    return year, MONTHS.index(short) + 1, day, hour, minute
