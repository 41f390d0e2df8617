"""What can be refused here."""

from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.texts import N_


class NoProgrammeError(NotFoundError):
    """Neither the region nor any above it has a programme for the year."""

    code = "no_programme"
    message = N_("没有{year}年度的年度方案，请核对年度。")


class NoCountingRuleError(NotFoundError):
    """No layer says which orders count in the year."""

    code = "no_counting_rule"
    message = N_("{year}年度没有计入口径，不能计算完成交易额，请核对年度。")
