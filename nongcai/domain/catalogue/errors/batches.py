"""Refusals about workbooks of goods."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class BoundsError(InvalidError):
    """A number that is too small or too large."""

    code = "number_out_of_bounds"
    message = N_("应为{low}至{high}之间的数。")


class OriginUnknownError(InvalidError):
    """A place of origin that is none of the 832, or several."""

    code = "origin_unknown"
    message = N_("“{name}”不是832个脱贫县之一，请从模板的“可选内容”表中选择，或填写六位区划代码。")


class OriginAmbiguousError(InvalidError):
    """A name that several counties bear."""

    code = "origin_ambiguous"
    message = N_("叫“{name}”的县不止一个，请写明省份，如“{example}”。")


class PlanUnknownError(InvalidError):
    """A plan of carriage that its supplier does not have."""

    code = "plan_unknown"
    message = N_("没有名为“{name}”的运费模板，请先在“运费模板”中新建，或留空表示包邮。")


class PaperUnknownError(InvalidError):
    """A paper that its supplier does not hold."""

    code = "paper_unknown"
    message = N_("没有编号为“{number}”、已核查通过且在有效期内的{paper}，请核对编号，或留空表示不标注。")


class RowTwiceError(InvalidError):
    """A product sold in the same way twice in a workbook."""

    code = "offer_row_twice"
    message = N_("与第{first}行的商品和规格相同，请删去其中一行，或改写规格。")


class RowDiffersError(InvalidError):
    """Two rows of one product that say different things of it."""

    code = "offer_row_differs"
    message = N_("与第{first}行是同一商品，但两行的“{column}”不同，请改为一致。")


class OfferKeyError(InvalidError):
    """A key that none of one's own offers has."""

    code = "offer_key_unknown"
    message = N_("没有编号为“{key}”的销售规格，请重新导出表格，不要改动编号。")


class OfferMovedError(InvalidError):
    """A row that stands beside another's key."""

    code = "offer_row_moved"
    message = N_("编号{key}是“{name}”，与本行不符，可能错行，请重新导出后再改。")


class OfferKeyTwiceError(InvalidError):
    """An offer that two rows of a workbook name."""

    code = "offer_key_twice"
    message = N_("与第{first}行的编号相同，请删去其中一行。")


class OfferChangedError(ConflictError):
    """What was shown as standing no longer stands."""

    code = "offer_changed_meanwhile"
    message = N_("核对后，该规格的价格、库存或上架情况又有变动，没有改动；请重新导出核对。")


class PriceBelowTierError(InvalidError):
    """A price that is not above that for more of it."""

    code = "price_below_tier"
    message = N_("单价应高于阶梯价{tier}元，请先在商品页面修改阶梯价。")


class BatchStepError(ConflictError):
    """The table of steps does not have it from here."""

    code = "batch_step_not_permitted"
    message = N_("本批处于“{state}”状态，不能{action}，请刷新页面后再看。")


class BatchEmptyError(ConflictError):
    """Nothing would become of any row."""

    code = "batch_empty"
    message = N_("没有可办理的行：各行已有或有误。请下载有误行，改正后重新上传。")


class BatchTooLongError(InvalidError):
    """More rows than one workbook may have."""

    code = "batch_too_long"
    message = N_("一个表最多{limit}行，请分几个表上传。")


class BatchFileError(InvalidError):
    """A file that cannot be a workbook, or a large one."""

    code = "batch_file_unusable"
    message = N_("“{name}”不是xlsx、xls或csv文件，或超过{limit}MB，请另存为xlsx后再上传。")
