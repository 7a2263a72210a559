"""Whether a page's letters say what is seen on it: fonts that lose their map to Unicode give other letters, or none.

What is left where the map is lost: characters without a value, controls and private-use letters; the numbers of the
font's shapes, which read as symbols, as accented letters, or as letters moved along the alphabet ("WKH &RXQFLO").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Sign:
    """Characters of which no page of words has more than a share, where it has so many characters at least.

    reads   words that are condemned for it; `leaves` those that come near and are not
    """

    name: str
    pattern: re.Pattern[str]
    share: float
    least: int
    reads: str
    leaves: str


SIGNS: Final = (
    Sign(
        "without a value",  # controls, private-use letters, U+FFFD; none of them is a word's, save as a bullet
        re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"),
        0.3,
        1,
        "\ue001\ue002\ue003 \ue004\ufffd",
        "\uf0b7 The quay \uf0b7 The lock \uf0b7 The weir",
    ),
    Sign(
        "controls",  # the space and the stops of a font that counts its shapes from 1
        re.compile("[\x01\x03-\x08\x0e-\x1f]"),
        0.12,
        40,
        "WKH\x03ERDUG\x03PHW\x03DW\x03QRRQ\x03DQG\x03ORRNHG\x03DW\x03WKH\x03ZDOOV\x03RI\x03WKH\x03EDVLQ",
        "\x03 The quay wall \x03 The lock \x03 The weir and what it dams \x03 The inner basin",
    ),
    Sign(
        "symbols",  # a row of one symbol is a line, and counts once; so many brackets and stops have tables of figures
        re.compile(r"([!\"#$&'*+;<=>?@\[\\\]^`{}~])(?!\1)"),
        0.15,
        40,
        "'\"#&+2;FS(9L\\'>W8U:[D/VE6)XOHC@?@CHOX)6EV/D[:U8W>\\'L9(SF;2+&",
        "a.clerk@wexmere.example; b.clerk@wexmere.example; c.clerk@wexmere.example ==========",
    ),
    Sign(
        "drawn signs",  # arrows, boxes, dingbats: a table of progress has some in each row
        re.compile("[\u2190-\u2bff]"),
        0.5,
        40,
        "\u2720\u2721\u2722 \u2741\u2742\u2743\u2744 " * 6,
        "Delayed \u2191\u2191 \u25a0 On time \u2193 \u25a0 Early \u2194 \u2713 \u2713 \u2713 Delayed \u2191",
    ),
    Sign(
        "accents",  # Vietnamese, of the languages that councils translate for, has the most: about a quarter
        re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"),
        0.5,
        40,
        "ÿÐÑÇ ÄËÏÖ ÜÝÞ ÐÑÒÓÔ ÕØÙÚÛ " * 3,
        "H\u1ed9i \u0111\u1ed3ng \u0111\u00e3 th\u00f4ng qua bi\u00ean b\u1ea3n cu\u1ed9c h\u1ecdp tr\u01b0\u1edbc",
    ),
)
# Words that stand on each page of prose, in English and in Welsh: so many different ones, and one more in so many
# characters. (A cipher gives a few by chance, the same again and again.)
COMMON = re.compile(r"\b(?:the|of|and|to|in|for|is|be|on|that|by|with|y|yr|ar|yn|am|mae|i'r|o'r|wedi)\b", re.IGNORECASE)
COMMON_WORDS, CHARACTERS_A_WORD = 3, 150
# Words, without references and postcodes; how many are looked at; how many pairs of letters, and how many different
# ones, tell anything.
WORD = re.compile(r"(?<![^\W_])[A-Za-z]{4,400}")
MOST_WORDS, ENOUGH_PAIRS, LEAST_KINDS = 300, 80, 20
# Letters (left) and those that often follow them in English or in Welsh: over 90 % of the pairs in both, 65 % and more
# in lists of names from all over the world, in Polish and in Somali; 14 to 62 % in 400 ciphers (22 November 2026).
FOLLOWS = (
    "abcdegilmnprstuvw baeloruwy cacehilortuwy dadefgiosuwy eabcdefgilmnoprstvwxy fadefiloruy gaehiorwy haeioy"
    " iabcdefglmnorstvw ke ladefgilostuwy mabeimopuwy nacdefghinostuy obcdefglmnoprstuvw paelopr qu rabdefghikmnorstvwy"
    " sacehiopstuy taehiorstuwy uacdgilmnprst vaei waehilnory yabdfglmnrsw"
)
PAIRS = frozenset(each[0] + letter for each in FOLLOWS.split() for letter in each[1:])
# What share must be such pairs: on a page with few words, where chance tells, and on one with many.
FEW_PAIRS, SCANT_SHARE, SHARE = 250, 0.45, 0.6
# The letters that make up most of any text in Latin letters: the share of them that spares a page, and one so small
# that few words are enough.
FREQUENT, MANY, SCARCE = re.compile("[eaionrts]"), 0.55, 0.36
# Of how many characters pdfium is asked whether their font explains them, and of how many it may not.
MOST_ASKED, UNEXPLAINED = 300, 0.3
# How much of a page is looked at.
LONGEST: Final = 6000


def is_garbled(text: str) -> bool:
    """Whether a page's characters have no value, or stand for others as in a cipher (a font without a map)."""
    return _bears(SIGNS[0], text) or (not reads_as_words(text) and _is_strange(text[:LONGEST]))


def reads_as_words(text: str) -> bool:
    """Whether common words stand close enough that the page must be prose."""
    wanted = COMMON_WORDS + len(text) // CHARACTERS_A_WORD
    found = [each[0].lower() for each in islice(COMMON.finditer(text), wanted)]
    return len(found) == wanted and len(set(found)) >= COMMON_WORDS


def is_unexplained(raw: Any, textpage: Any, text: str) -> bool:
    """Whether pdfium made up the values of a page's characters, for want of a map, and no words came of it."""
    if not text or reads_as_words(text):
        return False
    asked = [index for index, char in enumerate(text) if not char.isspace()]
    asked = asked[:: len(asked) // MOST_ASKED + 1]
    unexplained = sum(1 for index in asked if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1)
    return unexplained > UNEXPLAINED * len(asked)


def _is_strange(text: str) -> bool:
    return any(_bears(sign, text) for sign in SIGNS[1:]) or _is_cipher(text)


def _bears(sign: Sign, text: str) -> bool:
    found = sum(1 for _ in sign.pattern.finditer(text))
    if not found:
        return False
    held = sum(not char.isspace() for char in text)
    return held >= sign.least and found > sign.share * held


def _is_cipher(text: str) -> bool:
    """Whether letters follow one another as they do in no language that papers are written in."""
    words = [found[0].lower() for found in islice(WORD.finditer(text), MOST_WORDS)]
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    if len(pairs) < ENOUGH_PAIRS or len(set(pairs)) < LEAST_KINDS:
        return False
    together = "".join(words)
    frequent = len(FREQUENT.findall(together)) / len(together)
    is_enough = len(pairs) > FEW_PAIRS or frequent < SCARCE
    usual = sum(pair in PAIRS for pair in pairs) / len(pairs)
    return frequent < MANY and usual < (SHARE if is_enough else SCANT_SHARE)
