"""What can be refused here."""

from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_


class NotAFinanceNodeError(InvalidError):
    """Only a finance department's figures are frozen for a notice."""

    code = "not_a_finance_node"
    message = N_("“{name}”不是财政部门，不能生成通报数据。请选择财政部门。")


class DataDateError(InvalidError):
    """A data date outside the time that can be known."""

    code = "data_date_out_of_range"
    message = N_("数据截止日{day}有误：应在{first}至{last}之间。")
