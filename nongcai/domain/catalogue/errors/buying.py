"""Refusals about demands and lists to buy from again."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class DemandWeeksError(InvalidError):
    """Weeks that are over, or too far away, or the wrong way round."""

    code = "bad_demand_weeks"
    message = N_("需要的时间应从本周起、一年以内，且截止周不早于起始周，请核对。")


class DemandQuantityError(InvalidError):
    """Nothing, or more than anybody eats."""

    code = "bad_demand_quantity"
    message = N_("数量应大于零，最多三位小数。")


class DemandPrivateError(InvalidError):
    """A telephone number among the words."""

    code = "demand_with_number"
    message = N_("品名和备注中不能有电话号码，供应商可以联系的电话请填在“联系电话”中，没有的不填。")


class DemandPhoneError(InvalidError):
    """No telephone number."""

    code = "bad_demand_phone"
    message = N_("联系电话应为手机号码或者带区号的固定电话，如0371-60000000。")


class DemandClosedError(ConflictError):
    """A demand that is over."""

    code = "demand_closed"
    message = N_("该需求已关闭或者已过期，请查看其他需求。")


class ReorderNothingError(InvalidError):
    """Nothing was chosen that shows."""

    code = "nothing_to_put_on_list"
    message = N_("请先勾选商品；已下架的商品不能加入清单。")


class ReorderFullError(ConflictError):
    """More lists, or lines of a list, than people find their way in."""

    code = "reorder_list_full"
    message = N_("每个单位最多{lists}张清单，每张最多{lines}行，请先删除不用的。")


class ReorderQuantityError(InvalidError):
    """No quantity."""

    code = "bad_reorder_quantity"
    message = N_("常购数量应为1至99999的整数，按销售单位计。")
