"""How fast PDFs are read, divided and extracted, beside bare pypdfium2's and pdfplumber's text of the same files.

    python bench/read.py [FOLDER-OR-FILES …] [--repeat 3] [--pack 500] [--profile]

Each figure is the best of the repeats, in one process on one core. `--pack N` joins the files' pages to packs of 10 and
N pages and shows the peak memory of reading each in a process of its own; `--profile` shows where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.passages import passages
from ingest.read.pdf import read_pdf

PEAK = """
import re, sys
from pathlib import Path
from ingest.read.pdf import read_pdf
import ingest.divide.sections, ingest.extract.paper
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
document = read_pdf(Path(sys.argv[1]).read_bytes())
if sys.argv[2] == "records":
    ingest.extract.paper.extract(ingest.divide.sections.divide(document))
print(before, peak(), document.page_count)
"""


def bare(data: bytes) -> int:
    """Text by pypdfium2 alone; how many pages."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()
        return len(pdf)


def plumbed(data: bytes) -> int:
    """Text by pdfplumber; how many pages."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def read(data: bytes) -> int:
    """Our Document; how many pages."""
    return read_pdf(data).page_count or 0


def divided(data: bytes) -> int:
    """Our sections; how many pages."""
    document = read_pdf(data)
    divide(document)
    return document.page_count or 0


def whole_way(data: bytes) -> int:
    """Our records and passages; how many pages."""
    document = read_pdf(data)
    sections = divide(document)
    records = tuple(extract(sections))
    tuple(passages(sections, records))
    return document.page_count or 0


WAYS: dict[str, Callable[[bytes], int]] = {
    "pypdfium2 alone": bare,
    "read": read,
    "read, divide": divided,
    "read, divide, extract": whole_way,
    "pdfplumber alone": plumbed,
}


def best(way: Callable[[bytes], int], data: bytes, repeat: int) -> tuple[int, float]:
    """A way's pages, and the least seconds that they took."""
    least, pages = float("inf"), 0
    for _ in range(repeat):
        began = time.perf_counter()
        pages = way(data)
        least = min(least, time.perf_counter() - began)
    return pages, least


def compare(files: Sequence[Path], repeat: int) -> None:
    """A line a file: pages a second by each way, and the whole way beside the two others."""
    print(f"{'pages a second':44}{'pages':>6}" + "".join(f"{name:>23}" for name in WAYS))
    total = dict.fromkeys(WAYS, 0.0)
    pages_of_all = 0
    for file in files:
        data = file.read_bytes()
        cells, pages = [], 0
        for name, way in WAYS.items():
            pages, seconds = best(way, data, 1 if way is plumbed else repeat)
            total[name] += seconds
            cells.append(pages / seconds)
        pages_of_all += pages
        print(f"{file.name[:43]:44}{pages:6}" + "".join(f"{cell:23.0f}" for cell in cells))
    print(f"{'all':44}{pages_of_all:6}" + "".join(f"{pages_of_all / seconds:23.0f}" for seconds in total.values()))
    way = total["read, divide, extract"]
    print(
        f"from PDF to records: {way / total['pypdfium2 alone']:.1f} times bare pypdfium2's time, "
        f"{total['pdfplumber alone'] / way:.1f} times as fast as pdfplumber's text"
    )


def pack(files: Sequence[Path], pages: int, into: Path) -> Path:
    """A PDF of so many pages out of the files', again and again."""
    out = pypdfium2.PdfDocument.new()
    for file in itertools.cycle(files):
        if len(out) == pages:
            break
        with pypdfium2.PdfDocument(file) as source:
            out.import_pages(source, pages=list(range(min(len(source), pages - len(out)))))
    target = into / f"pack-{pages}.pdf"
    out.save(target)
    return target


def memory(files: Sequence[Path], most: int) -> None:
    """The peak memory of reading a short and a long pack, and of taking their records."""
    with tempfile.TemporaryDirectory() as folder:
        for pages in (10, most):
            target = pack(files, pages, Path(folder))
            for what in ("read", "records"):
                done = subprocess.run(
                    [sys.executable, "-c", PEAK, str(target), what], capture_output=True, text=True, check=True
                )
                before, peak, count = map(int, done.stdout.split())
                print(
                    f"{what}: {count} pages, {target.stat().st_size >> 20} MiB: peak {peak >> 10} MiB, "
                    f"of which {(peak - before) >> 10} MiB for the paper"
                )


def profile(files: Sequence[Path]) -> None:
    """Where the time goes on the whole way."""
    held = [file.read_bytes() for file in files]
    profiler = cProfile.Profile()
    profiler.runcall(lambda: [whole_way(data) for data in held])
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


def main() -> None:
    """Compare, and show memory and profile where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="*", type=Path, default=[Path("../shared/papers")])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--pack", type=int, default=0)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    files = [file for path in options.papers for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    compare(files, options.repeat)
    if options.pack:
        memory(files, options.pack)
    if options.profile:
        profile(files)


if __name__ == "__main__":
    main()
