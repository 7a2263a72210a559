"""An authority of a test's own, and what it signed: for servers that are asked by https."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

KEY: Final = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1")
HERE: Final = ("-addext", "subjectAltName=IP:127.0.0.1")


@dataclass(frozen=True, slots=True)
class Authority:
    """`file` is what those who trust it are given; `server` the certificate of 127.0.0.1 that it signed, with its
    key; `elsewhere` one of another host."""

    file: Path
    server: Path
    elsewhere: Path


def authority(folder: Path) -> Authority:
    """A new one; skips where openssl is not here."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes certificates, is not here")
    file, key = folder / "authority.pem", folder / "authority.key"
    _openssl(*KEY, "-subj", "/CN=Wexmere authority", "-keyout", str(key), "-out", str(file))
    signed = ("-CA", str(file), "-CAkey", str(key))
    server = _with_key(folder / "server.pem", *KEY, *signed, "-subj", "/CN=store", *HERE)
    other = ("-subj", "/CN=other", "-addext", "subjectAltName=DNS:store.wexmere.example")
    return Authority(file, server, _with_key(folder / "elsewhere.pem", *KEY, *signed, *other))


def _with_key(file: Path, *words: str) -> Path:
    """A certificate and its key in one file."""
    key = file.with_suffix(".key")
    _openssl(*words, "-keyout", str(key), "-out", str(file))
    file.write_text(key.read_text() + file.read_text())
    return file


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", "req", "-x509", *words], check=True, capture_output=True)
