"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class NoSecretError(ConflictError):
    """Payers cannot be known again without keeping their names."""

    code = "no_payment_secret"
    message = N_("本机不能保存区分付款人的密钥，不能登记对账单；请让 NONGCAI_HOME 可写，或设置 PERSON_SECRET。")


class AccountNameError(InvalidError):
    """The account is not in the supplier's name."""

    code = "account_in_another_name"
    message = N_("结算账户的户名应与供应商名称“{name}”一致，不能使用个人账户或其他单位的账户。")


class SameAccountError(ConflictError):
    """It is the one in use."""

    code = "account_in_use"
    message = N_("这一账号正是使用中的结算账户，不需要更换。")


class AccountStepError(ConflictError):
    """It is past that."""

    code = "account_step"
    message = N_("结算账户当前为“{state}”，不能“{action}”。")


class ReasonNeededError(InvalidError):
    """Nobody would understand it later."""

    code = "payment_reason_needed"
    message = N_("请写明原因，便于以后查对。")


class NothingToRecordError(ConflictError):
    """No row of the statement can be recorded."""

    code = "nothing_to_record"
    message = N_("对账单中没有可登记的到账：{same}笔已登记过，{out}笔为支出，{wrong}行有误。")


class NoAccountYetError(ConflictError):
    """Nobody could pay to it."""

    code = "no_settlement_account"
    message = N_("还没有平台核对通过的结算账户，请先提交结算账户。")


class IssueStepError(ConflictError):
    """It is past that."""

    code = "issue_step"
    message = N_("该笔到账异常当前为“{state}”，不能“{action}”，请刷新页面后再看。")


class BeyondTransferError(ConflictError):
    """More than is left of the transfer."""

    code = "beyond_transfer"
    message = N_("该笔到账只剩{left}元待核对，不能再记{amount}元。")


class BeyondOrderError(ConflictError):
    """More than the order wants."""

    code = "beyond_order"
    message = N_("订单{number}只有{left}元未付，不能记{amount}元；多出的请记到其他订单或办理退款。")


class BadPartError(InvalidError):
    """No amount."""

    code = "bad_part"
    message = N_("请至少填写一笔订单的金额，金额应大于零，最多两位小数。")


class TakenBackError(ConflictError):
    """It was taken back before."""

    code = "allocation_taken_back"
    message = N_("这笔入账已经撤回，不能再撤回一次。")


class NotPartialError(ConflictError):
    """Something of the transfer is still open."""

    code = "transfer_still_open"
    message = N_("该笔到账还有{left}元没有记到订单，请先记到订单或办理退款。")


class ExtensionError(ConflictError):
    """Not once more."""

    code = "no_extension"
    message = N_("延迟付款只适用于未付清、未到期的先款后货订单，且只能办理一次。")


class InvoiceFileError(InvalidError):
    """No invoice at all."""

    code = "bad_invoice_file"
    message = N_("请上传数电票的XML、OFD或PDF文件，最大20兆。")


class InvoiceFaultError(InvalidError):
    """No invoice whatever the order."""

    code = "bad_invoice"
    message = N_("发票号码或金额有误，请对照发票核对后再上传。")


class DoubledInvoiceError(ConflictError):
    """The number came before."""

    code = "doubled_invoice"
    message = N_("发票号码{number}已登记过，同一张发票不能重复使用。")


class InvoiceStepError(ConflictError):
    """It is past that."""

    code = "invoice_step"
    message = N_("该发票当前为“{state}”，不能“{action}”。")


class InvoiceUncoveredError(ConflictError):
    """The invoices do not come to what is to be paid."""

    code = "invoice_uncovered"
    message = N_("发票合计与应付金额{due}元不符，相差{left}元，请供应商补开或作废重开后再验票。")


class NotPaidOnlineError(ConflictError):
    """Only a person pays so."""

    code = "not_paid_online"
    message = N_("只有付款主体为“个人”的订单可以微信支付，其他订单请汇款到供应商的结算账户。")


class NoMerchantError(ConflictError):
    """The supplier has no account at the institution, or the site does not speak with it."""

    code = "no_merchant"
    message = N_("该供应商尚未开通微信支付，请汇款到供应商的结算账户。")


class NothingToPayError(ConflictError):
    """It is paid, or has ended."""

    code = "nothing_to_pay"
    message = N_("订单{number}已付清或已结束，不需要支付。")


class CashierSilentError(ConflictError):
    """The institution did not answer, or not as asked."""

    code = "cashier_silent"
    message = N_("微信支付没有答复，请稍后再试；已支付的请勿重复支付，系统会自动核对。")


class CashierRefusedError(ConflictError):
    """The institution does not do it."""

    code = "cashier_refused"
    message = N_("微信支付未受理：{why}。请核对商户余额后再办理，或按其他方式退款。")


class NotOnlineTransferError(ConflictError):
    """It came by another way."""

    code = "not_online_transfer"
    message = N_("该笔款项不是微信支付到账，不能原路退款。")


class RefundUnderWayError(ConflictError):
    """It would go back twice."""

    code = "refund_under_way"
    message = N_("该笔支付的原路退款正在办理，请等待结果。")


class VoucherFileError(InvalidError):
    """No voucher at all."""

    code = "bad_voucher_file"
    message = N_("请上传银行回单等付款凭证的PDF、JPG、PNG或OFD文件，最大20兆。")


class ClaimDayError(InvalidError):
    """Not yet, or before the order."""

    code = "bad_claim_day"
    message = N_("付款日期应在下单之日至今日之间，请按银行回单填写。")


class ClaimAccountError(InvalidError):
    """Nobody could say to where it was paid."""

    code = "claim_account_needed"
    message = N_("该供应商还没有平台核对通过的结算账户，请填写回单上收款账号的末四位。")


class OpenClaimError(ConflictError):
    """One at a time."""

    code = "open_claim"
    message = N_("订单{number}已有待确认的付款凭证，请等供应商确认，或撤回后重新提交。")


class ClaimStepError(ConflictError):
    """It is past that."""

    code = "claim_step"
    message = N_("该笔货款确认当前为“{state}”，不能“{action}”，请刷新页面后再看。")


class ClaimRecordedError(ConflictError):
    """A statement has told of such money already."""

    code = "claim_recorded"
    message = N_(
        "对账单已登记{count}笔日期、户名、金额相同的到账，不能再确认一笔；"
        "请在到账异常中记到订单，或先撤回记错的入账。确为另一笔的，请上传含该笔的对账单。"
    )
