"""The parts of a Word file, taken from its zip without trusting it: sizes held, entities refused, nothing fetched."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from kg.errors import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
AGAIN = "get the paper again from its source, or save it from Word once more"
# What Word's own files hold is far below these: parts, bytes of all parts and of one, tags of one.
PARTS, UNPACKED, ONE_PART, TAGS = 20_000, 512 << 20, 64 << 20, 3_000_000
# Word packs its XML about ten to one, and a paper of one repeated table a hundred to one.
RATIO, SMALL = 200, 4 << 20
WHOLE = re.compile(r"[0-9]{1,6}")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace, which differs between Word's two formats; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without namespace; None where there is none."""
    if element is None:
        return None
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element below, and below that, that bears the names; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if name_of(each) == name), None)
    return element


def whole(words: str | None) -> int | None:
    """An attribute's whole number; None where it is none."""
    return int(words) if words and WHOLE.fullmatch(words) else None


@dataclass(frozen=True, slots=True)
class Parts:
    """A Word file's parts; `main` is the path of the document itself."""

    zip: zipfile.ZipFile
    main: str

    def beside(self, name: str) -> str:
        """The path of a part that stands beside the document."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.main), name)).lstrip("/")

    def xml(self, path: str) -> etree._Element | None:
        """A part's XML; None where the file does not have it. Raises Unreadable where it is damaged or a trap."""
        if path not in self.zip.namelist():
            return None
        return _parsed(self.unpacked(path), path)

    def unpacked(self, path: str) -> bytes:
        """A part's bytes; raises Unreadable where it is damaged or larger than is safe."""
        return _unpacked(self.zip, path)

    def related(self) -> dict[str, str]:
        """The document's relations: the path of each by its id; those outside the file left out."""
        folder, base = posixpath.split(self.main)
        found = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        inside = [each for each in found if attribute(each, "TargetMode") != "External"] if found is not None else []
        return {attribute(each, "Id") or "": self.beside(attribute(each, "Target") or "") for each in inside}


def open_parts(data: bytes) -> Parts:
    """The parts of a Word file; raises Unreadable, saying why, where it is none or is not safe to unpack."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Unreadable("this Word file is locked with a password; save it without one")
        raise Unreadable("this is a file of Word's old format (.doc); save it from Word as .docx")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN as error:
        raise Unreadable(f"this is no whole Word file: its zip is damaged or cut off; {AGAIN}") from error
    _check_sizes(archive.infolist(), len(data))
    main = _main(archive)
    if main not in archive.namelist():
        raise Unreadable(
            "this zip file holds no Word document (word/document.xml is missing); give the papers in it one by one"
        )
    return Parts(archive, main)


def _check_sizes(held: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(each.file_size for each in held)
    if len(held) > PARTS or unpacked > UNPACKED:
        raise Unreadable(f"it unpacks to {unpacked >> 20} MiB in {len(held)} parts, more than is safe; {AGAIN}")
    swollen = any(each.file_size > SMALL and each.file_size > RATIO * max(1, each.compress_size) for each in held)
    if swollen or unpacked > max(SMALL, RATIO * packed):
        raise Unreadable(f"it is packed more than {RATIO} to one, as no Word file is; {AGAIN}")
    if any(each.flag_bits & 1 for each in held):
        raise Unreadable("its parts are locked with a password; save it without one")


def _main(archive: zipfile.ZipFile) -> str:
    """Where the document stands: as the file's relations say, else in its usual place."""
    if "_rels/.rels" in archive.namelist():
        for each in _parsed(_unpacked(archive, "_rels/.rels"), "_rels/.rels"):
            if (attribute(each, "Type") or "").endswith("/officeDocument"):
                return (attribute(each, "Target") or "").lstrip("/")
    return "word/document.xml"


def _unpacked(archive: zipfile.ZipFile, path: str) -> bytes:
    """A part's bytes, no more than are allowed, whatever the zip says of their number."""
    try:
        with archive.open(path) as part:
            data = part.read(ONE_PART + 1)
    except BROKEN as error:
        raise Unreadable(f"its part {path} is damaged; {AGAIN}") from error
    if len(data) > ONE_PART or data.count(b"<") > TAGS:
        raise Unreadable(f"its part {path} is larger than is safe to read; split the paper")
    return data


def _parsed(data: bytes, path: str) -> etree._Element:
    plain = data.replace(b"\0", b"") if b"\0" in data else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable(f"its part {path} declares XML entities, which no Word file does; {AGAIN}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Unreadable(f"its part {path} is nested too deeply to read; {AGAIN}") from error
        raise Unreadable(f"its part {path} is damaged (line {error.lineno}); {AGAIN}") from error
    if root is None:
        raise Unreadable(f"its part {path} is empty; {AGAIN}")
    return root
