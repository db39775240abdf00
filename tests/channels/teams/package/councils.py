"""A council's settings, as the tests of the app package share them."""

from __future__ import annotations

COUNCIL = {
    "GUIDE_TEAMS_APP_ID": "6F1A2B3C-0000-4000-8000-0123456789AB",
    "GUIDE_PUBLIC_URL": "https://guide.anyshire.gov.uk",
    "GUIDE_COUNCIL_NAME": "Anyshire Council",
    "GUIDE_TEAMS_TERMS_URL": "https://intranet.anyshire.gov.uk/acceptable-use",
}
"""No more than must be set."""
