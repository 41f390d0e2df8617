"""What can be refused: each refusal is a class with a code, a message and a status."""

from __future__ import annotations

from typing import Any, ClassVar

from nongcai.foundation.texts import N_


class DomainError(Exception):
    """A refusal that people may read. `message` is a Chinese template filled from `facts`."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = N_("操作未被接受。")
    status: ClassVar[int] = 400

    def __init__(self, *, fields: dict[str, list[str]] | None = None, **facts: Any) -> None:
        super().__init__(self.message)
        self.fields = fields or {}
        self.facts = facts

    def __str__(self) -> str:
        return self.message.format(**self.facts)


class NotAllowedError(DomainError):
    """This person may not do it."""

    code = "not_allowed"
    message = N_("您没有办理此事的权限。")
    status = 403


class NotFoundError(DomainError):
    """Nothing of that name is within sight."""

    code = "not_found"
    message = N_("没有找到“{what}”，请核对后再试。")
    status = 404


class ConflictError(DomainError):
    """It cannot be done now."""

    code = "conflict"
    message = N_("当前状态下不能办理此事，请刷新页面后再看。")
    status = 409


class InvalidError(DomainError):
    """It does not make sense; `fields` says where."""

    code = "invalid"
    message = N_("填写的内容有误，请按提示修改。")
    status = 422
