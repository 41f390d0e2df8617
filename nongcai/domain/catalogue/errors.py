"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.foundation.texts import N_


class CategoryBelowItselfError(InvalidError):
    """A category moved under itself or below."""

    code = "category_below_itself"
    message = N_("“{name}”不能移到自身或其下级分类之下，请另选上级分类。")


class CategoryTooDeepError(InvalidError):
    """More levels than people find their way in."""

    code = "category_too_deep"
    message = N_("商品分类最多{levels}级，请改选上级分类。")


class CategoryInUseError(ConflictError):
    """Products stand directly in it."""

    code = "category_in_use"
    message = N_("“{name}”下已有商品，不能再设下级分类，请先把商品改到其他分类。")


class CategoryClosedError(ConflictError):
    """A category that takes no more products."""

    code = "category_closed"
    message = N_("商品分类“{name}”已停用，请改选其他分类。")


class CategoryNotLastError(InvalidError):
    """A category with others below it."""

    code = "category_not_last"
    message = N_("“{name}”还有下级分类，请选到最末一级。")


class UnknownPapersError(InvalidError):
    """Papers of no known kind."""

    code = "unknown_papers"
    message = N_("须有的证照中有不认识的种类，请重新选择。")


class SupplierNotAdmittedError(NotAllowedError):
    """A supplier that was not admitted, or whose recommendation was recalled."""

    code = "supplier_not_admitted"
    message = N_("供应商尚未入驻或者推荐已撤销，不能办理商品，请先完成入驻申请。")


class ProductStepError(ConflictError):
    """The table of steps does not have it from here."""

    code = "product_step_not_permitted"
    message = N_("商品处于“{state}”状态，不能{action}，请刷新页面核对后再办理。")


class ProductChangedError(ConflictError):
    """What was seen is no longer what is there."""

    code = "product_changed_meanwhile"
    message = N_("该商品已提交新的内容（第{version}版），请刷新页面核对后再审核。")


class ProductReasonError(InvalidError):
    """Sent back without a reason or words."""

    code = "product_reason_missing"
    message = N_("退回时请选择原因，并写明需要修改什么。")


class MarkupError(InvalidError):
    """Markup or control characters in a text."""

    code = "markup"
    message = N_("不能含有网页代码或控制字符，请只填写文字。")


class NetUnitError(InvalidError):
    """A content without its unit."""

    code = "net_unit_missing"
    message = N_("净含量须同时填写数量和单位，如500克。")


class NetContentError(InvalidError):
    """No content."""

    code = "bad_net_content"
    message = N_("净含量应大于零，最多三位小数，请按标签填写。")


class NetTooSmallError(InvalidError):
    """A sale unit whose content is nothing, or too much, as kilograms or litres."""

    code = "net_out_of_bounds"
    message = N_("每销售单位的净含量应在1克（毫升）以上、100万吨以下，请核对净含量和件数。")


class FactMissingError(InvalidError):
    """An attribute without an answer."""

    code = "fact_missing"
    message = N_("请填写“{name}”。")


class FactChoiceError(InvalidError):
    """An answer that is none of the choices."""

    code = "fact_not_a_choice"
    message = N_("“{name}”应为{choices}之一。")


class FactNumberError(InvalidError):
    """An answer that is no number."""

    code = "fact_not_a_number"
    message = N_("“{name}”应填数字。")


class ClaimError(InvalidError):
    """A certificate without a paper that proves it."""

    code = "claim_without_paper"
    message = N_("“{certificate}”须对应本供应商已核查通过、在有效期内的{paper}，请在“证照”中上传核查后再选。")


class NeedsMissingError(InvalidError):
    """Papers without which nothing of the category is listed."""

    code = "category_papers_missing"
    message = N_("“{category}”类商品须有在有效期内、已核查通过的{papers}，请上传核查后再提交。")


class PictureMissingError(InvalidError):
    """A product that nobody can see."""

    code = "picture_missing"
    message = N_("请至少上传一张商品图片后再提交。")


class PictureUnreadableError(InvalidError):
    """No picture, whatever its name says."""

    code = "picture_unreadable"
    message = N_("“{name}”不是可以识别的图片，请上传JPG、PNG或WebP格式、不超过{limit}MB的照片。")


class PictureTooLargeError(InvalidError):
    """More pixels than are decoded."""

    code = "picture_too_large"
    message = N_("“{name}”像素过大，应在{limit}万像素以内，请缩小后再上传。")


class PictureWordsError(InvalidError):
    """A picture without words."""

    code = "picture_words_missing"
    message = N_("请为图片填写说明，供看不到图片的人阅读。")


class TooManyPicturesError(ConflictError):
    """No more pictures."""

    code = "too_many_pictures"
    message = N_("每个商品最多{limit}张图片，请先删除一张。")


class PriceError(InvalidError):
    """No price."""

    code = "bad_price"
    message = N_("单价应大于0元，最多两位小数，如12.50。")


class TiersError(InvalidError):
    """More that does not cost less."""

    code = "bad_tiers"
    message = N_("阶梯价的起始数量应从2起逐级增加，单价逐级降低，且低于原单价。")


class CatchWeightError(InvalidError):
    """Goods paid by weight whose weight is not told, or without a band."""

    code = "bad_catch_weight"
    message = N_("称重商品的净含量须以克、千克为单位，并填写0.1%至30%的重量允差；不称重的不填允差。")


class GrossWeightError(InvalidError):
    """Counted goods whose carriage is by weight."""

    code = "gross_weight_missing"
    message = N_("毛重应大于零；按个计量的商品使用运费模板时，须填写每单位毛重。")


class SeasonError(InvalidError):
    """Half a season."""

    code = "bad_season"
    message = N_("供应起止月应同时填写，为1至12；全年供应的都不填。")


class FreightRowsError(InvalidError):
    """Rows of carriage that contradict each other."""

    code = "bad_freight_rows"
    message = N_("运费模板每个省份只能有一行，且至少有一行可配送。")


class ProvinceError(InvalidError):
    """No province."""

    code = "unknown_province"
    message = N_("“{code}”不是省级区划代码的前两位，请核对。")


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
