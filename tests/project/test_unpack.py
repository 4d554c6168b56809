"""Hostile folders and archives: each is one row with one sentence, and none is believed."""

import os
import shutil
import zipfile
import zlib
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from dojo.school import limits, trees
from dojo.school.intake import Intake, read_one
from tests.project.handing_in import COURSE, SIGMOID, put, zipped

NAME = "k01_sigmoid.py"
GOOD = (("k02_forward.py", b"def forward(x): ...\n"),)


def read(tmp_path, content):
    return read_one(put(tmp_path / "ada.zip", content), COURSE)


def altered(content, old, new):
    assert old in content
    return content.replace(old, new)


def lying_size():
    """Return a zip whose headers say that a large member is a small one."""
    honest = zipped([(NAME, b"x = 1\n" * 100_000)])
    return honest.replace((600_000).to_bytes(4, "little"), (60).to_bytes(4, "little"))


def saying_more():
    """Return a zip whose headers say that a member is longer than it is."""
    size = len(SIGMOID).to_bytes(4, "little")
    return altered(zipped([(NAME, SIGMOID)]), size, (len(SIGMOID) + 9).to_bytes(4, "little"))


def wrong_crc():
    return altered(zipped([(NAME, SIGMOID)], compress=zipfile.ZIP_STORED), b"return x", b"return 0")


def encrypted():
    """Return a zip whose flags say that its member has a password."""
    content = bytearray(zipped([(NAME, SIGMOID)]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def long_list():
    """Return a zip that says its list of members has a gigabyte."""
    content = bytearray(zipped([(NAME, SIGMOID)]))
    content[-10:-6] = (2**30).to_bytes(4, "little")
    return bytes(content)


def zip64():
    """Return a zip with a mark of the 64-bit format, whose numbers would override the others."""
    content = zipped([(NAME, SIGMOID)])
    return content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:]


def overlapping():
    """Return a zip with a hundred members in its list, all of which are the same few bytes."""
    content = zipped([(NAME, os.urandom(1000))])
    start = content.index(b"PK\x01\x02")
    entry, end = content[start:-22], bytearray(content[-22:])
    entries = b"".join(entry.replace(NAME.encode(), b"%02d.py" % n + b"_" * 9) for n in range(100))
    end[8:12] = 2 * (100).to_bytes(2, "little")
    end[12:16] = len(entries).to_bytes(4, "little")
    return content[:start] + entries + bytes(end)


with pytest.warns(UserWarning, match="Duplicate name"):
    TWICE = zipped([(NAME, SIGMOID), (NAME, b"other")])

HOSTILE = {
    "bomb": (zipped([(NAME, bytes(900_000))]), "bomb: next to nothing unpacks to a great deal"),
    "slip": (zipped([("../../k01_sigmoid.py", SIGMOID)]), "would land outside its folder"),
    "slip in another file": (zipped([("../x.txt", b""), *GOOD]), "would land outside"),
    "absolute": (zipped([("/tmp/k01_sigmoid.py", SIGMOID)]), "would land outside"),  # noqa: S108
    "drive": (zipped([("C:\\k01_sigmoid.py", SIGMOID)]), "would land outside"),
    "twice": (TWICE, "holds k01_sigmoid.py more than once"),
    "lying size": (lying_size(), "is damaged: Bad CRC-32"),
    "saying more": (saying_more(), "is damaged: k01_sigmoid.py is not as long as it says"),
    "wrong CRC": (wrong_crc(), "is damaged: Bad CRC-32 for file 'k01_sigmoid.py'"),
    "overlap": (overlapping(), "is tampered with: its files overlap"),
    "cut off": (zipped([(NAME, SIGMOID)])[:-30], "it has no end, so its upload may have been cut"),
    "no zip": (b"hello", "it has no end"),
    "long list": (long_list(), "holds too many files and folders"),
    "zip64": (zip64(), "in the format for more than 4 GB"),
    "many": (partial(zipped, [(f"{n}.txt", b"") for n in range(20_001)]), "more than 20,000 files"),
    "much": (zipped([(f"{n}/{NAME}", b"") for n in range(501)]), "more than 500 code files"),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_as_a_whole(tmp_path, content, sentence):
    """One sentence says why; nothing of it is graded, and nothing is written anywhere."""
    one = read(tmp_path, content() if callable(content) else content)
    assert sentence in one.problem
    assert "\n" not in one.problem
    assert one.files == ()
    assert [path.name for path in tmp_path.iterdir()] == ["ada.zip"]


UNUSABLE = {
    "link": (zipped(GOOD, links=[NAME]), "is a link or special file in the zip"),
    "encrypted": (encrypted(), "is encrypted in the zip"),
    "bzip2": (zipped([(NAME, SIGMOID)], compress=zipfile.ZIP_BZIP2), "in an unusual way"),
    "too large": (
        zipped([(NAME, os.urandom(1_000_001))], compress=zipfile.ZIP_STORED),
        "is larger than 1 MB",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_member_that_cannot_be_used_is_left_out(tmp_path, content, sentence):
    """The note names the file; whatever else is in the archive counts."""
    one = read(tmp_path, content)
    assert one.notes[0].startswith(NAME)
    assert sentence in one.notes[0]
    assert NAME not in [file.name for file in one.files]


def test_a_zip_of_a_folder_is_read_as_the_folder_is(tmp_path):
    """As programs make it: with the folders themselves, and the rights of each file."""
    put(tmp_path / "hw" / "mine" / NAME)
    (tmp_path / "hw" / "pictures").mkdir()
    shutil.make_archive(tmp_path / "ada", "zip", tmp_path / "hw")
    one = read_one(tmp_path / "ada.zip", COURSE)
    assert ([file.name for file in one.files], one.notes) == ([NAME], ())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused_only_where_it_matters(tmp_path):
    """Not of what is no code; in a class's zip, where nobody chose it, the later one counts."""
    twice = [(name, content) for name in ("a.txt", NAME) for content in (SIGMOID, b"other")]
    assert read(tmp_path, zipped(twice[:3])).problem == ""
    whole = [(f"{student}/{name}", content) for student in "ab" for name, content in twice]
    for one in Intake(put(tmp_path / "class.zip", zipped(whole)), COURSE):
        assert [file.content for file in one.files] == [b"other"]


def test_what_no_kata_needs_is_never_unpacked(tmp_path):
    """A bomb among the pictures, an archive in the archive and what a Mac adds cost nothing."""
    inner = zipped([(NAME, b"inner")])
    junk = [("holiday.png", bytes(50_000_000)), ("more.zip", inner), ("__MACOSX/._k01.py", b"\0")]
    one = read(tmp_path, zipped([*junk, (f"mine/{NAME}", SIGMOID)]))
    assert [(file.kata, file.content) for file in one.files] == [("k01_sigmoid", SIGMOID)]
    assert (one.problem, one.notes) == ("", ())


def test_zips_are_opened_beside_files_but_not_without_end(tmp_path):
    """Twenty of one student's; one in a zip in a zip is too deep, and is named."""
    put(tmp_path / "ada" / NAME)
    put(tmp_path / "ada" / "rest.zip", zipped(GOOD))
    assert [file.kata for file in read_one(tmp_path / "ada", COURSE).files] == [
        *("k01_sigmoid", "k02_forward")
    ]
    for number in range(20):
        put(tmp_path / "ada" / f"{number:02}.zip", zipped([]))
    one = read_one(tmp_path / "ada", COURSE)
    assert (len(one.files), one.notes) == (
        1,
        ("It holds more than 20 zips; the others stay closed.",),
    )
    deep = zipped([("c.zip", zipped([("b.zip", zipped([(NAME, SIGMOID)]))]))])
    assert read(tmp_path, deep).problem == "It holds no .py or .ipynb file, but b.zip."


def test_what_is_too_large_is_not_unpacked_to_find_out(tmp_path, monkeypatch):
    """A member is left out by the length it says it has; so is a file by the length it has."""
    large = [(f"{number}.ipynb", b" " * 20_000_001) for number in range(3)]
    content = zipped([*large, (NAME, SIGMOID)])
    opened, real = [], zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda archive, member, *more: (
            opened.append(member.filename) or real(archive, member, *more)
        ),
    )
    one = read(tmp_path, content)
    assert opened == [NAME]
    assert one.notes == tuple(f"{number}.ipynb is larger than 20 MB." for number in range(3))

    with put(tmp_path / "bob" / NAME).open("wb") as file:
        file.truncate(2**40)
    unread = lambda opened, *_, **__: nullcontext(SimpleNamespace(fileno=lambda: opened))  # noqa: E731
    monkeypatch.setattr(trees.os, "fdopen", unread)
    assert read_one(tmp_path / "bob", COURSE).problem == "k01_sigmoid.py is larger than 1 MB."


def test_names_in_any_encoding_are_read(tmp_path):
    """A name in the code page of old Windows programs is no reason to refuse the file."""
    content = zipped([("k01_sigmoid_m\xfcller.py", SIGMOID)])
    raw = altered(content, "k01_sigmoid_m\xfcller".encode(), b"k01_sigmoid_m\x81\xffller")
    raw = raw.replace(b"\x00\x08", b"\x00\x00")  # without the flag that says it is UTF-8
    assert [file.kata for file in read(tmp_path, raw).files] == ["k01_sigmoid"]


def test_links_pipes_and_devices_are_not_opened(tmp_path, monkeypatch):
    """Each is a note, reading none of them waits, and the honest file beside them counts."""
    ada = put(tmp_path / "class" / "ada" / "k02_forward.py").parent
    (ada / NAME).symlink_to("/etc/passwd")
    os.mkfifo(ada / "k03_deltas.py")
    (ada / "katas").symlink_to(put(tmp_path / "elsewhere" / "k05_alpha.py").parent)
    (tmp_path / "class" / "bob").symlink_to(ada)
    os.mkfifo(tmp_path / "class" / "eve.py")
    opened, real = [], os.open
    monkeypatch.setattr(
        trees.os, "open", lambda name, *more, **at: opened.append(name) or real(name, *more, **at)
    )
    one, two, three = Intake(tmp_path / "class", COURSE)

    assert {Path(name).name for name in opened} == {"class", "ada", "k02_forward.py"}
    assert [file.kata for file in one.files] == ["k02_forward"]
    assert one.notes == (
        "k01_sigmoid.py is a symbolic link; hand in the file itself.",
        "k03_deltas.py is no regular file.",
    )
    assert two.problem == "bob is a symbolic link; hand in the file itself."
    assert three.problem == "eve.py is no regular file."


def test_a_pipe_in_place_of_the_only_archive_is_not_waited_for(tmp_path):
    """A lone entry that is called a zip is looked at before it is taken for the whole class's."""
    os.mkfifo(tmp_path / "class.zip")
    (one,) = Intake(tmp_path, COURSE)
    assert one.problem == "class.zip is no regular file."


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path, monkeypatch):
    """Between the look and the opening a file may be replaced: by a pipe, or by a link."""
    real = os.open

    def swap(how):
        def opened(name, flags, **more):
            if str(name).endswith(NAME):
                (tmp_path / NAME).unlink()
                how(tmp_path / NAME)
            return real(name, flags, **more)

        put(tmp_path / NAME)
        monkeypatch.setattr(trees.os, "open", opened)
        return read_one(tmp_path / NAME, COURSE).problem

    assert swap(os.mkfifo) == "k01_sigmoid.py is no regular file."
    monkeypatch.undo()
    (tmp_path / NAME).unlink()
    assert swap(lambda path: path.symlink_to("/etc/passwd")).startswith("k01_sigmoid.py: ")


def test_limits_hold_in_folders_too(tmp_path, monkeypatch):
    """Too large, too many, too much and too deep are told apart."""
    put(tmp_path / "large" / NAME, b"#" * 1_000_001)
    put(tmp_path / "deep" / "/".join("abcdefghijkl") / NAME)
    for number in range(4):
        put(tmp_path / "many" / f"{number}.py")
    problem = {path.name: read_one(path, COURSE).problem for path in tmp_path.iterdir()}
    assert problem["large"] == "k01_sigmoid.py is larger than 1 MB."
    assert problem["deep"] == "i is more than 8 folders deep."
    for limit, sentence in {
        "MOST_FILES": "code files",
        "MOST_ENTRIES": "files and folders",
    }.items():
        with monkeypatch.context() as patch:
            patch.setattr(limits, limit, 3)
            assert (
                read_one(tmp_path / "many", COURSE).problem == f"It holds more than 3 {sentence}."
            )
    monkeypatch.setattr(limits, "MOST_BYTES", 200)
    assert read_one(tmp_path / "many", COURSE).problem.startswith("Its code files are larger than")


@pytest.mark.soak
def test_random_damage_is_always_one_sentence(tmp_path):
    """Hundreds of archives with random bytes in random places end in a row, never in an error."""
    honest = zipped([(NAME, SIGMOID), *GOOD])
    for seed in range(300):
        noise = zlib.crc32(str(seed).encode())
        content = bytearray(honest)
        for step in range(1 + seed % 8):
            place = (noise * (step + 1)) % len(content)
            content[place] = (noise >> step) % 256
        one = read(tmp_path, bytes(content))
        assert one.files or one.problem
        assert "\n" not in one.problem


def test_nobody_fills_a_report_with_notes(tmp_path):
    """Of the hundreds of links in one folder, twenty are named and the others counted."""
    put(tmp_path / NAME)
    for number in range(300):
        (tmp_path / f"{number:03d}.py").symlink_to("/nowhere")
    one = read_one(tmp_path, COURSE)
    assert len(one.files) == 1
    assert one.notes[0].startswith("000.py is a symbolic link")
    assert one.notes[20:] == ("And 280 more like these.",)


def test_a_name_cannot_forge_a_line(tmp_path):
    """Line breaks, terminal commands and half characters in a name become question marks."""
    put(tmp_path / "class" / "ada\n\x1b[31mroot.py", b"nothing")
    put(tmp_path / "class" / os.fsdecode(b"\xff\xfe.py"), b"nothing")
    for one in Intake(tmp_path / "class", COURSE):
        assert one.student.isprintable()
        assert one.problem.isprintable()
        assert one.origin.isprintable()
