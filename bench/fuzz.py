"""Spoil small papers at random and read each the whole way: a paper or a refusal must come, in time, and nothing else.

    python bench/fuzz.py [SECONDS] [FILE …] [--seed 1] [--jobs 1] [--into FOLDER]

Without files it spoils small papers of its own: PDF, Word, web page, text. What broke a reader (a fault of ours, a dead
worker, more than 20 seconds) is kept in the folder, and its traceback printed; exit code 1. Keep each as a test.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from fpdf import FPDF

from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRefused, read_paper
from ingest.workers import BROKE_OFF, read_all

LIMITS = Limits(seconds=20, memory=1 << 30, size=32 << 20)
BATCH = 200
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDS = """OSWICK BOROUGH COUNCIL

HARBOUR COMMITTEE

Thursday 6 September 2018

MINUTES

Present: Councillors A Marsh (Chair), B Fenn

12. QUAY REPAIRS

It was RESOLVED unanimously to:

a) Award the contract for the repair of the North Quay to Tern Works Ltd, at £1,250,000 for 3 years; and

b) Delegate to the Director the power to extend it by 12 + 12 months.

| Action | Owner | Due |
| Report back | A Clerk | 1 May 2019 |
"""
# What has led readers astray elsewhere: put in at random places.
ODD = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\x0c", b"\r", b"\t\t", b"<", b">", b"&#0;", b"&#x110000;", b"&#xd800;", b"]]>"),
    *(
        b"9" * 400,
        b"(" * 300,
        b"((a" * 60,
        b"- " * 200,
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"-1",
        b"4294967295",
        b"1e999",
    ),
    *(b"31 February 2018", b"\xc2\xa3999,999,999,999,999,999m", b"(a) (b) (c) (d)", b"obj", b"endobj", b"stream"),
)


def paper_pdf() -> bytes:
    """A small PDF with a ruled table, two pages, nothing packed."""
    pdf = FPDF()
    pdf.set_compression(False)
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, WORDS.replace("£", "GBP "))
        with pdf.table() as table:
            for cells in (("Service", "Cost"), ("Quay", "100"), ("Slip", "200")):
                row = table.row()
                for cell in cells:
                    row.cell(cell)
    return bytes(pdf.output())


def word_parts() -> dict[str, bytes]:
    """The parts of a small Word file: words, numbers, a table, styles, a footnote, a change."""
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    styled = '<w:pPr><w:pStyle w:val="H"/></w:pPr>'
    paragraphs = "".join(
        f"<w:p>{styled if at % 3 else numbered}<w:r><w:rPr><w:b/></w:rPr>"
        f'<w:t xml:space="preserve">{words}</w:t><w:footnoteReference w:id="2"/></w:r>'
        "<w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"
        for at, words in enumerate(WORDS.split("\n\n"))
    )
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='1'/><w:vMerge/></w:tcPr><w:p><w:r><w:t>Quay</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%1)"/></w:lvl>'
    return {
        "word/document.xml": f"<w:document {W}><w:body>{paragraphs}{table}</w:body></w:document>".encode(),
        "word/styles.xml": (
            f'<w:styles {W}><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>'
        ).encode(),
        "word/numbering.xml": (
            f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
        ).encode(),
        "word/footnotes.xml": (
            f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote></w:footnotes>'
        ).encode(),
    }


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a zip."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def web_page() -> bytes:
    """A small page of a portal, with lists, a table and decisions."""
    items = "".join(
        f"<li><h2>{at}. {words[:40]}</h2><p>{words}</p></li>" for at, words in enumerate(WORDS.split("\n\n"))
    )
    table = "<table><tr><th colspan=2>Decision</th></tr><tr><td rowspan=2>Quay<td>Agreed</tr></table>"
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Agenda item - Oswick Borough Council</title></head>'
        '<body><div class="mgContent"><h1 class="mgMainTitleTxt">Agenda for Harbour Committee</h1>'
        f"<ul>{items}</ul>{table}<dl><dt>Status<dd>Approved</dl></div></body></html>"
    ).encode()


def multipart() -> bytes:
    """The same page as browsers save it in one file."""
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    return head + web_page() + b"\n--b--\n"


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Data with up to eight things done to it: bits turned, ends cut off, pieces doubled, moved, dropped, put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not out:
            break
        at, to = sorted((chance.randrange(len(out)), min(len(out), chance.randrange(len(out)) + 1)))
        near = min(len(out), at + chance.randint(1, 200))
        match chance.randrange(8):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[near if chance.random() < 0.8 else at :]
            case 2:
                out[at:at] = out[at:near] * chance.choice((1, 2, 50))
            case 3:
                del out[at:near]
            case 4:
                out[to:to] = out[at:near]
            case 5:
                out[at:at] = chance.choice(ODD)
            case 6:
                out[at:near] = bytes(chance.randrange(256) for _ in range(near - at))
            case _:
                tokens = bytes(out).replace(b"<", b"\x01<").split(b"\x01")
                one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
                tokens[one], tokens[other] = tokens[other], tokens[one]
                out = bytearray(b"".join(tokens))
    return bytes(out[: 4 << 20])


def spoilt_word(chance: random.Random) -> bytes:
    """The Word file with one part spoilt, or spoilt itself."""
    parts = word_parts()
    if chance.random() < 0.1:
        return spoil(packed(parts), chance)
    name = chance.choice(sorted(parts))
    return packed(parts | {name: spoil(parts[name], chance)})


def makers(files: Sequence[Path]) -> list[Callable[[random.Random], bytes]]:
    """What makes spoilt papers: of the files given, or of our own."""
    wholes = [file.read_bytes() for file in files] or [paper_pdf(), web_page(), multipart(), WORDS.encode()]
    made: list[Callable[[random.Random], bytes]] = [partial(spoil, whole) for whole in wholes]
    return made if files else [*made, spoilt_word]


def broken(
    making: Sequence[Callable[[random.Random], bytes]], seed: int, folder: Path, jobs: int, counts: Counter[str]
) -> Iterator[tuple[Path, str]]:
    """One batch of spoilt papers read; each that broke its reader, with how."""
    chance = random.Random(seed)
    for number in range(BATCH):
        (folder / f"{seed}-{number}.bin").write_bytes(chance.choice(making)(chance))
    task = partial(read_paper, overrides=Overrides(), limits=LIMITS)
    files = sorted(folder.iterdir())
    for path, outcome in read_all(files, jobs, task, LIMITS, lambda _path: None):
        if not isinstance(outcome, PaperRefused):
            counts["read"] += 1
        elif outcome.fault or outcome.reason == BROKE_OFF or "--seconds" in outcome.reason:
            counts["broke"] += 1
            yield path, outcome.fault or outcome.reason
        else:
            counts["refused"] += 1


def main() -> int:
    """Spoil and read for so many seconds; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--into", type=Path, default=Path(tempfile.gettempdir()) / "kg-fuzz")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    making, counts, ends, seed = makers(asked.files), Counter[str](), time.monotonic() + asked.seconds, asked.seed
    seen: set[str] = set()
    while time.monotonic() < ends:
        with tempfile.TemporaryDirectory() as folder:
            for path, how in broken(making, seed, Path(folder), asked.jobs, counts):
                last = " | ".join(how.strip().splitlines()[-3:])
                if last not in seen:
                    seen.add(last)
                    (asked.into / path.name).write_bytes(path.read_bytes())
                    print(f"BROKE {asked.into / path.name}\n{how}", flush=True)
        seed += 1
    print(f"{asked.seconds} s, seeds {asked.seed} to {seed - 1}: {dict(counts)}; {len(seen)} ways of breaking")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
