"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class NotAFinanceNodeError(InvalidError):
    """Only a finance department's figures are frozen for a notice."""

    code = "not_a_finance_node"
    message = N_("“{name}”不是财政部门，不能生成通报数据。请选择财政部门。")


class DataDateError(InvalidError):
    """A data date outside the time that can be known."""

    code = "data_date_out_of_range"
    message = N_("数据截止日{day}有误：应在{first}至{last}之间。")


class OpeningYearError(InvalidError):
    """Opening sums are for the years of the policy that are over."""

    code = "opening_year_out_of_range"
    message = N_("不能登记{year}年度的期初汇总数：只登记{first}年至{last}年已结束的年度。")


class YearHasEntriesError(ConflictError):
    """A year whose orders and filings are in the ledger is summed from them."""

    code = "year_has_entries"
    message = N_("{year}年度已有明细台账，不能登记期初汇总数。该年度的数字由台账汇总得出。")
