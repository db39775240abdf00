"""The zip that is uploaded to Teams."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from bot.channels.teams.package.icons import color_icon, outline_icon

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name. With one moment for all, the same settings make the same bytes."""

ON_UNIX = 3
READABLE = 0o644 << 16


def archive(manifest: dict[str, Any]) -> bytes:
    """The zip with the manifest and the two icons that it names, at its root."""
    icons = manifest["icons"]
    files = {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n",
        icons["color"]: color_icon(),
        icons["outline"]: outline_icon(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, ON_UNIX, READABLE
            zipped.writestr(entry, content)
    return made.getvalue()
