"""Published notices of the invented Wexmere County Council, as its portal would write them, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

COUNCIL = "Wexmere County Council"
COURT, HOME = "ocds-b5fd17-court", "ocds-b5fd17-home"


def release(
    ocid: str = COURT,
    tag: str = "award",
    title: str = "Sallowmere Court Care and Support",
    date: str = "2023-05-10",
    *,
    supplier: str | None = "Ostrelle Homecare Ltd",
    number: str = "01234567",
    value: float | None = 595600,
    start: str = "2023-08-01",
    end: str = "2027-07-31",
    awarded: str = "2023-05-03",
    **more: Any,
) -> dict[str, Any]:
    """One release of a procurement: of its tender, or of its award to a supplier."""
    period = {"startDate": f"{start}T00:00:00Z", "endDate": f"{end}T23:59:59Z"}
    parties: list[dict[str, Any]] = [{"id": "GB-CFS-1", "name": COUNCIL, "roles": ["buyer"]}]
    body: dict[str, Any] = {
        "ocid": ocid,
        "id": f"{ocid}-{tag}-{date}",
        "date": f"{date}T09:00:00Z",
        "tag": [tag],
        "initiationType": "tender",
        "buyer": {"id": "GB-CFS-1", "name": COUNCIL},
        "tender": {"id": "T1", "title": title, "status": "complete", "contractPeriod": period},
        "parties": parties,
    }
    if tag == "tender":
        body["tender"] |= {"status": "active", "datePublished": f"{date}T09:00:00Z"}
    elif supplier:
        firm = {"id": "GB-CFS-2", "name": supplier}
        parties.append({**firm, "roles": ["supplier"], "identifier": {"scheme": "GB-COH", "id": number}})
        award = {"id": "1", "status": "active", "date": f"{awarded}T00:00:00Z", "suppliers": [firm]}
        if value is not None:
            award["value"] = {"amount": value, "currency": "GBP"}
        body["awards"] = [award | {"contractPeriod": period}]
    return body | more


def published(folder: Path, *releases: dict[str, Any]) -> list[Path]:
    """The releases as files, one each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"notice-{number}.json" for number in range(1, len(releases) + 1)]
    for path, each in zip(paths, releases, strict=True):
        path.write_text(json.dumps(each, indent=1), encoding="utf-8")
    return paths
