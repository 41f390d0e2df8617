"""Refusals about zones and what enters them."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class ZonePeriodError(InvalidError):
    """A zone that ends before it begins."""

    code = "bad_zone_period"
    message = N_("结束日期不能早于开放日期，请核对。")


class ZoneRulesError(InvalidError):
    """Rules that contradict each other, or name what there is not."""

    code = "bad_zone_rules"
    message = N_("入选条件有误：{what}，请核对。")


class ZoneStepError(ConflictError):
    """The table of a zone's steps does not have it from here."""

    code = "zone_step_not_permitted"
    message = N_("专区处于“{state}”状态，不能{action}，请刷新页面核对后再办理。")


class ZoneClosedError(ConflictError):
    """A zone that takes no applications."""

    code = "zone_closed"
    message = N_("“{zone}”现在不接受报名，请查看其他专区。")


class CuratorError(InvalidError):
    """A curator who does not work for the platform."""

    code = "not_the_platforms"
    message = N_("专区管理人员应为在任的平台人员，请重新选择。")


class EntryRulesError(InvalidError):
    """A product that a zone does not take, with the rules that it fails."""

    code = "zone_rules_failed"
    message = N_("“{name}”不符合“{zone}”的入选条件：{rules}。")


class EntryNotListedError(ConflictError):
    """A product that does not show, so that no zone could show it."""

    code = "zone_entry_not_listed"
    message = N_("“{name}”还没有通过审核并上架的销售规格，请上架后再报名。")


class EntryStepError(ConflictError):
    """The table of an entry's steps does not have it from here."""

    code = "zone_entry_step_not_permitted"
    message = N_("“{name}”在“{zone}”中为“{state}”，不能{action}，请刷新页面核对后再办理。")


class EntryReasonError(InvalidError):
    """Sent back or removed without words."""

    code = "zone_entry_reason_missing"
    message = N_("退回、移出时请写明原因。")


class NoEntriesError(InvalidError):
    """Nothing was chosen."""

    code = "no_zone_entries"
    message = N_("请先勾选商品。")


class ZoneFullError(ConflictError):
    """More than a zone holds."""

    code = "zone_full"
    message = N_("“{zone}”最多{capacity}个商品，还可入选{left}个，所选{chosen}个，请减少后再办理。")


class ZoneOrderError(ConflictError):
    """Another curator has changed the order meanwhile."""

    code = "zone_order_changed"
    message = N_("其他人员刚调整过“{zone}”的顺序，以下是新的顺序，请核对后再调整。")
