"""Write the published contract of the API to docs/api/openapi.json (`make openapi`)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CONTRACT = PROJECT / "docs" / "api" / "openapi.json"


def contract() -> str:
    """Return the API's OpenAPI document as it is committed."""
    from nongcai.interfaces.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Bring the committed document up to date."""
    CONTRACT.parent.mkdir(parents=True, exist_ok=True)
    CONTRACT.write_text(contract(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nongcai.config.settings.test")
    import django

    django.setup()
    sys.exit(main())
