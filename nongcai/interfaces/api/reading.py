"""What a program sends is read here before anything else looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from ninja.parser import Parser
from pydantic import Field

from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.datastructures import MultiValueDict

# Half of a pair of surrogates is no character, either.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
# Whoever sends one in JSON escapes it, or writes in two bytes a character, or half of one in three.
_ESCAPED = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\x00|\xed[\xa0-\xbf]")
# A year that a calendar has, with one before and one after.
Year = Annotated[int, Field(ge=2, le=9998)]


class NulError(InvalidError):
    """A text with a character that the database cannot keep."""

    code = "nul_character"
    message = N_("内容中含有无法保存的字符（空字符U+0000，或残缺的字符），请删去后重新提交。")


class PlainParser(Parser):
    """Reads as the library does, and refuses what could be kept nowhere."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read a JSON body.

        :raises NulError: when a text of it has such a character; the library wraps it.
        """
        told: dict[str, Any] = super().parse_body(request)
        if _ESCAPED.search(request.body) and _has_nul(told):
            raise NulError
        return told

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read an address or a form.

        :raises NulError: naming the field.
        """
        for name, values in data.lists():
            if _has_nul([one for one in values if isinstance(one, str)]):
                raise NulError(fields={name: [NulError.message]})
        read: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        return read


def _has_nul(told: Any) -> bool:
    if isinstance(told, str):
        return _UNKEPT.search(told) is not None
    if isinstance(told, dict):
        return any(_has_nul(name) or _has_nul(value) for name, value in told.items())
    return isinstance(told, list) and any(map(_has_nul, told))
