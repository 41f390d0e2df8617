"""How answers are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

if TYPE_CHECKING:
    from django.http import HttpRequest

_others = NinjaJSONEncoder()


class PlainRenderer(BaseRenderer):
    """JSON whose words stand as they are, which is half as long as spelt in ASCII, without spaces."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002  ninja's signature
        """Write what an operation told; what JSON does not know, as Django writes it."""
        return orjson.dumps(data, default=_others.default, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)
