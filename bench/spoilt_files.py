"""Word files, web pages, texts and odd files that cannot be read or are traps; for bench/bad_input.py."""

from __future__ import annotations

import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'


def word(inside: str, before: str = "") -> bytes:
    """A Word file with this body, and something before it."""
    return zipped({"word/document.xml": f"{before}<w:document {W}><w:body>{inside}</w:body></w:document>".encode()})


def pictured(words: str, size: int) -> bytes:
    """A Word file of a few words and a picture of so many bytes."""
    document = f"<w:document {W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
    return zipped({"word/document.xml": document.encode(), "word/media/1.png": noise(size)})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def bomb(gibibytes: int, told: int | None = None) -> bytes:
    """A Word file of parts that unpack to 2 GiB of blanks each; `told` is the size that its list gives instead."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * (64 << 20)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + again * 31 + packer.flush()
    size = (2 << 30) if told is None else told
    names = [b"word/document.xml", *(b"word/%d.xml" % number for number in range(1, gibibytes // 2))]
    out, listed = b"", b""
    for name in names:
        about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), size, len(name), 0)
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + about + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(listed), len(out), 0)
    return out + listed + b"PK\x05\x06" + end


def nested_zips(depth: int = 30) -> bytes:
    """A zip in a zip in a zip."""
    data = b"words"
    for number in range(depth):
        data = zipped({f"{number}.zip": data, f"copy-{number}.zip": data[:1000]})
    return data


def noise(size: int) -> bytes:
    """Bytes without order, the same each time."""
    return random.Random(3).randbytes(size)


def page(inside: str) -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head><title>Quays</title></head><body>{inside}</body></html>".encode()


def contents(words: str, pdf: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Each bad file that is only bytes: what it is, its file name, its bytes."""
    paragraph = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    yield "zero bytes", "empty.pdf", b""
    yield "JPEG named .pdf", "photo.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF" + noise(5000)
    yield "PDF named .txt", "report.txt", pdf
    yield "web page named .doc", "page.doc", page(f"<p>{words}</p>")
    yield "old Word file (.doc)", "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + noise(5000)
    yield (
        "Word file with a password",
        "locked.docx",
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + noise(5000)),
    )
    yield "Excel workbook named .docx", "sheet.docx", zipped({"xl/workbook.xml": b"<workbook/>"})
    yield "PowerPoint named .docx", "slides.docx", zipped({"ppt/presentation.xml": b"<presentation/>"})
    yield "Word file cut off", "half.docx", word(paragraph)[:200]
    yield "zip bomb of 10 GiB as .docx", "bomb.docx", bomb(10)
    yield "zip bomb that lies about its size", "liar.docx", bomb(2, told=3 << 20)
    yield "zips in zips", "nested.docx", nested_zips()
    yield "Word, a billion laughs", "laughs.docx", word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", DOCTYPE)
    yield "Word, entity of another file", "outside.docx", word("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", OUTSIDE)
    yield "Word, 100,000 deep", "deep.docx", word("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    head = '<?xml version="1.0"?>'
    yield (
        "XHTML, a billion laughs",
        "laughs.xhtml",
        (f"{head}{DOCTYPE.replace('x [', 'html [')}<html><body><p>{words} &l9;</p></body></html>".encode()),
    )
    yield (
        "XHTML, entity of another file",
        "outside.xhtml",
        (f"{head}{OUTSIDE.replace('x [', 'html [')}<html><body><p>{words} &f;</p></body></html>".encode()),
    )
    yield "web page nested 100,000 deep", "deep.html", page("<div>" * 100_000 + words)
    yield "web page, cell over 10^9 columns", "wide.html", page(f"<table><tr><td colspan=1000000000>{words}</table>")
    yield "UTF-16 without its mark", "utf16.txt", words.encode("utf-16-le")
    yield "noise named .txt", "noise.txt", noise(200_000)
    yield "one line of 50 MB", "line.txt", b"RESOLVED that the quay " * 2_200_000
    yield "one line of 4 MB that resolves", "resolves.txt", words.encode() * 20_000
    yield "50 MB of brackets", "brackets.txt", b"((((((((((a) " * 4_000_000
    yield "a text of 300 MB", "large.txt", words.encode() * (300_000_000 // len(words))
    yield "8,000 pages of text", "pages.txt", (words + "\f").encode() * 8000
    yield "data (JSON)", "data.json", b'{"releases": [{"id": 1}]}'
    yield "picture", "scan.tif", b"II*\x00" + noise(3000)


def things(words: str) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Each bad thing in a folder that is more than bytes: what it is, and what makes it there."""
    yield "link to itself", lambda folder: (folder / "self.txt").symlink_to("self.txt")
    yield "links in a circle", lambda folder: (folder / "loop").symlink_to(folder, target_is_directory=True)
    yield "link that leads nowhere", lambda folder: (folder / "dead.pdf").symlink_to("gone.pdf")
    yield "link to an endless device", lambda folder: (folder / "zero.txt").symlink_to("/dev/zero")
    yield "a pipe", lambda folder: os.mkfifo(folder / "pipe.txt")
    yield "name that is not UTF-8", lambda folder: _write(os.fsencode(folder) + b"/caf\xe9-minutes.txt", words)
    yield "bad paper, name not UTF-8", lambda folder: _write(os.fsencode(folder) + b"/caf\xe9-empty.txt", "")
    yield "name with a line break", lambda folder: _write(os.fsencode(folder) + b"/two\nlines\x1b[31m.txt", "")
    yield "name of 255 letters", lambda folder: _write(os.fsencode(folder) + b"/" + b"n" * 251 + b".txt", words)


def _write(file: bytes, words: str) -> None:
    Path(os.fsdecode(file)).write_text(words, encoding="utf-8")
