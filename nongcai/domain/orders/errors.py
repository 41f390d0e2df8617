"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownOrderError(NotFoundError):
    """No such order within sight."""

    code = "unknown_trade_order"
    message = N_("没有订单“{what}”，或它不在您的查看范围内。")


class OrderKeyError(InvalidError):
    """A key that was not made a short while ago."""

    code = "bad_order_key"
    message = N_("页面打开的时间过长，请刷新后重新提交订单。")


class OrderKeyTakenError(ConflictError):
    """A key under which somebody else ordered."""

    code = "order_key_taken"
    message = N_("该订单已由他人提交，请刷新后再看。")


class TermDaysError(InvalidError):
    """A term of paying that is longer than the region's rule, or the law, lets a contract say."""

    code = "bad_term_days"
    message = N_("约定付款期限应为1至{most}日（{rule}），请改短；留空的按地区规定。")


class TermForPayFirstError(InvalidError):
    """A term of paying after delivery for what is paid before."""

    code = "term_for_pay_first"
    message = N_("先款后货的订单不约定交付后的付款期限，请留空，或者改选先货后款。")


class EmptyOrderError(InvalidError):
    """Nothing is ordered, or one offer twice, or more lines than an order has."""

    code = "bad_order_lines"
    message = N_("订单应有1至{most}种商品，同一规格只列一行，请核对。")


class SeveralSuppliersError(InvalidError):
    """Goods of more than one supplier."""

    code = "several_suppliers"
    message = N_("一张订单只能采购一家供应商的商品，请按供应商分别下单。")


class OfferGoneError(ConflictError):
    """Goods that do not show any more."""

    code = "offer_gone"
    message = N_("商品已下架、过季或者供应商暂停销售，请从订单中移除：{what}。")


class PriceChangedError(ConflictError):
    """Another price than the buyer saw."""

    code = "price_changed"
    message = N_("“{what}”的单价已由{before}元变为{now}元，请核对后重新提交。")


class NotDeliveredError(ConflictError):
    """Goods that are not delivered to the receiver's province."""

    code = "not_delivered_there"
    message = N_("“{what}”不配送到收货地，请更换收货地址或者移除该商品。")


class OrderQuantityError(InvalidError):
    """No quantity, or less than the minimum."""

    code = "bad_order_quantity"
    message = N_("数量应为不少于起订量{minimum}的整数。")


class OutOfStockError(ConflictError):
    """Less is there than is ordered."""

    code = "out_of_stock"
    message = N_("“{what}”只剩{left}，不够订购的{wanted}，请减少数量后再试。")


class BudgetShortError(ConflictError):
    """A budget of the buying body has less left."""

    code = "budget_short"
    message = N_("采购预算“{name}”只剩{left}元，不够本订单占用；请减少数量，或由单位管理人员调整预算。")


class UnitNotBoughtForError(InvalidError):
    """A unit for which the account does not buy."""

    code = "unit_not_bought_for"
    message = N_("您的账号不能为该预算单位采购，请在可选的单位中选择。")


class OwnOrderError(NotAllowedError):
    """Who placed an order never approves it."""

    code = "own_order"
    message = N_("下单人不能审批自己的订单，请由其他审批人办理。")


class OrderStepError(ConflictError):
    """An act that the order's state does not allow."""

    code = "order_step_not_permitted"
    message = N_("订单“{state}”，不能办理“{action}”，请刷新页面后再看。")


class NotPaidYetError(ConflictError):
    """Goods that are paid first and are not."""

    code = "not_paid_yet"
    message = N_("本订单先款后货，付清后方可发货。")


class FreightError(InvalidError):
    """No carriage fee."""

    code = "bad_freight"
    message = N_("运费应为不小于零、最多两位小数的金额，且与原运费不同。")


class ParcelError(InvalidError):
    """A parcel without carrier or goods, or with a line twice."""

    code = "bad_parcel"
    message = N_("请填写承运方和本次发货的商品，每种商品填一次，数量大于0。")


class SentTooMuchError(InvalidError):
    """More in a parcel than is still to be sent."""

    code = "sent_too_much"
    message = N_("“{what}”尚未发货的为{left}{unit}，本次发货填了{told}{unit}，请改正后再提交。")


class WeightBandError(InvalidError):
    """A weight outside of what was offered."""

    code = "weight_outside_band"
    message = N_(
        "称重商品的实际重量应在{least}至{most}千克之间（允差±{band}%），请核对重量；超出允差的，请按少货或者退货办理。"
    )


class AcceptanceError(InvalidError):
    """Nothing is told of what came, or of a line twice."""

    code = "bad_acceptance"
    message = N_("请填写本次验收的商品，每种商品填一次，验收数量、未收数量至少填一项。")


class AcceptedTooMuchError(InvalidError):
    """More is accepted than came."""

    code = "accepted_too_much"
    message = N_("“{what}”已发货尚未验收的为{left}{unit}，验收数量填了{told}{unit}，请按实际收到的数量改正。")


class LookedAtTooMuchError(InvalidError):
    """More is accepted and refused than was ordered and not looked at."""

    code = "looked_at_too_much"
    message = N_("“{what}”尚未验收的为{left}{unit}，验收数量和未收数量合计填了{told}{unit}，请改正后再提交。")


class RestRefusedError(InvalidError):
    """A part of what was not sent yet is refused: nobody could tell later which goods came."""

    code = "part_of_the_rest_refused"
    message = N_(
        "“{what}”还有{unsent}{unit}未发货。还要收的，未收数量不超过{most}{unit}；全部不再收的，未收数量填{all}{unit}。"
    )


class ShortfallReasonError(InvalidError):
    """Something is refused, and not said why."""

    code = "shortfall_without_reason"
    message = N_("“{what}”有{told}{unit}未收，请选择原因。")


class AcceptedAlreadyError(ConflictError):
    """What was done once."""

    code = "done_already"
    message = N_("此事已办理，不能重复办理。")


class MarksError(InvalidError):
    """Marks are from one to five."""

    code = "bad_marks"
    message = N_("请为商品、物流、服务分别评1至5分。")


class WordsMissingError(InvalidError):
    """A reason is wanted."""

    code = "order_reason_missing"
    message = N_("请写明原因，不超过500字。")


class PaymentNoteError(InvalidError):
    """Money that comes to nothing, or of which more goes back than came."""

    code = "bad_payment_note"
    message = N_("付款金额不能为零，退款不能超过已付金额。")


class ReturnError(InvalidError):
    """Nothing goes back, or more than was accepted."""

    code = "bad_return"
    message = N_("请选择退货原因，退货数量不能超过已验收而尚未申请退货的数量。")


class UnknownReturnError(NotFoundError):
    """No such return of the order."""

    code = "unknown_return"
    message = N_("没有第{what}次退货申请，请刷新后再看。")


class CartFullError(ConflictError):
    """More lines than a cart has."""

    code = "cart_full"
    message = N_("采购车最多{most}种商品，请先下单或者移除。")


class UnknownCartLineError(NotFoundError):
    """No such line in the own cart."""

    code = "unknown_cart_line"
    message = N_("采购车中已没有这种商品（{what}），请刷新后再看。")


class ClockError(ConflictError):
    """A clock that stands still already, or does not."""

    code = "clock_as_it_is"
    message = N_("订单的计时已是这一状态，请刷新后再看。")


class CorrectionError(InvalidError):
    """No other budget unit."""

    code = "bad_correction"
    message = N_("请选择另一家预算单位作为更正后的所属单位。")


class CorrectionOpenError(ConflictError):
    """Something is asked for already."""

    code = "correction_open"
    message = N_("本订单已有更正申请待各方同意，办结后方可再次申请。")


class UnknownCorrectionError(NotFoundError):
    """No such request within sight."""

    code = "unknown_correction"
    message = N_("没有第{what}次更正申请，或它不在您的查看范围内。")


class EvidenceError(InvalidError):
    """A photograph that is none, is too large, or one too many."""

    code = "bad_evidence"
    message = N_("凭证应为不超过10兆的JPEG、PNG图片或者PDF文件，最多{most}个。")


class UnknownStandingError(NotFoundError):
    """No such standing order within sight."""

    code = "unknown_standing_order"
    message = N_("没有周期订单“{what}”，或它不在您的查看范围内。")


class StandingStepError(ConflictError):
    """An act that the standing order's state does not allow."""

    code = "standing_step_not_permitted"
    message = N_("周期订单“{state}”，不能办理“{action}”，请刷新页面后再看。")


class StandingLinesError(InvalidError):
    """No lines, one offer twice, or a line for no day of the week."""

    code = "bad_standing_lines"
    message = N_("周期订单应有1至{most}种商品，每种至少选一个送货日，同一规格只列一行，请核对。")


class StandingDatesError(InvalidError):
    """Dates that lie behind, the wrong way round, or too far apart."""

    code = "bad_standing_dates"
    message = N_("起止日期应从今天起一年内开始，止期不早于起期，最长一年。")


class StandingLeadError(InvalidError):
    """Too few or too many days between order and delivery."""

    code = "bad_standing_lead"
    message = N_("提前下单天数应为1至{most}天。")


class StandingWindowError(InvalidError):
    """Hours of delivery the wrong way round."""

    code = "bad_standing_window"
    message = N_("送货时段的开始时间应早于结束时间。")


class BreakError(InvalidError):
    """A time without deliveries that is over, the wrong way round, or one too many."""

    code = "bad_standing_break"
    message = N_("停供时段的止期不应早于起期和今天，最多{most}段。")


class UnknownBreakError(NotFoundError):
    """No such time without deliveries."""

    code = "unknown_standing_break"
    message = N_("没有第{what}段停供时段，请刷新后再看。")


class StandingPostError(NotAllowedError):
    """In whose name it would be ordered, does not buy any more."""

    code = "standing_post_over"
    message = N_("下单账号已停用，或者不再为该预算单位采购，请由在岗采购人员修改并保存本周期订单后继续。")


class StandingLateError(ConflictError):
    """The day of delivery came before anything was ordered."""

    code = "standing_late"
    message = N_("系统未能在送货日前下单，请与供应商联系后手动下单。")


class StandingRunError(ConflictError):
    """Nothing that could be ordered once more."""

    code = "standing_run_done"
    message = N_("该次送货已下单、已过送货日或者已不在清单中，不能重新下单，请刷新后再看。")
