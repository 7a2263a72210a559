"""E-mail addresses as front sheets and contact boxes print them, whole."""

from __future__ import annotations

import re

EMAIL = re.compile(r"[\w.'’+-]+@[\w-]+(?:\.[\w-]+)+")
