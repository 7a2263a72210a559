"""The ledger as everybody may see it: without papers that are not for publication, and without a server's folders.

Views of the connection's own stand before the tables, so that whatever is asked of the ledger is asked of these.
"""

from __future__ import annotations

import sqlite3

from kg.ledger_view import EXEMPT

# Exempt papers; what was taken out; and what could not be read and stands in an exempt paper's place, or has a name
# that says what it is, for nobody knows what its words say.
WITHHELD = f"""
WITH exempt AS ({EXEMPT})
SELECT sha256 FROM exempt
UNION SELECT sha256 FROM main.papers WHERE status = 'withdrawn'
UNION SELECT sha256 FROM main.papers JOIN main.offers USING (sha256) WHERE status = 'refused' AND (
  path IN (SELECT path FROM main.offers WHERE sha256 IN exempt)
  OR file_name LIKE '%exempt%' OR file_name LIKE '%confidential%' OR file_name LIKE '%not%for%publication%')
"""
SEEN = "sha256 IN (SELECT sha256 FROM papers)"
HIDING = f"""
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE withheld AS {WITHHELD};
CREATE TEMP VIEW papers AS
  SELECT sha256, status, reason, version, pages, characters, first_seen, last_seen,
    CASE WHEN superseded_by IN (SELECT sha256 FROM withheld) THEN NULL ELSE superseded_by END AS superseded_by
  FROM main.papers WHERE sha256 NOT IN (SELECT sha256 FROM withheld) AND status NOT IN ('exempt', 'withdrawn');
CREATE TEMP VIEW offers AS
  SELECT file_name AS path, sha256, file_name AS given, file_name, current, first_seen, last_seen
  FROM main.offers WHERE {SEEN};
CREATE TEMP VIEW tallies AS SELECT * FROM main.tallies WHERE {SEEN};
CREATE TEMP VIEW pending AS SELECT * FROM main.pending WHERE {SEEN};
CREATE TEMP VIEW events AS
  SELECT rowid AS rowid, at, sha256, event, '' AS path,
    CASE WHEN event IN ('refused', 'superseded') THEN detail END AS detail
  FROM main.events
  WHERE {SEEN} AND (event IN ('offered', 'read', 'refused')
    OR (event = 'superseded' AND detail IN (SELECT sha256 FROM papers)));
"""


def hide(connection: sqlite3.Connection) -> None:
    """Make a connection see no more than everybody may."""
    connection.executescript(HIDING)
