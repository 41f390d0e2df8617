"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, DomainError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UsernameTakenError(ConflictError):
    """Somebody has this log-in name."""

    code = "username_taken"
    message = N_("登录名“{username}”已被使用，请换一个。")


class UnknownUsernameError(NotFoundError):
    """Nobody has this log-in name."""

    code = "unknown_username"
    message = N_("没有登录名为“{username}”的账号，请核对。")


class AccountStateError(ConflictError):
    """The account's state does not permit this."""

    code = "account_state"
    message = N_("账号“{username}”目前为“{state}”，不能办理“{action}”，请刷新页面后再看。")


class NotLockedError(ConflictError):
    """Nobody has failed to sign in with this name, or not lately."""

    code = "not_locked"
    message = N_("账号“{username}”没有被锁定；仍不能登录的，请为其重设密码。")


class BadActivationError(InvalidError):
    """No such activation code, or one that holds no longer."""

    code = "bad_activation"
    message = N_("激活码不正确、已使用或已失效。请核对后重填；仍不能激活的，请开通账号的部门重新发放。")


class SealBrokenError(ConflictError):
    """The secret of a second factor cannot be sealed or opened with this installation's key."""

    code = "seal_broken"
    message = N_("本机无法读取两步验证的密钥，请联系系统运维人员核对 FACTOR_SECRET，或由开通账号的部门重置两步验证。")


class WrongFactorCodeError(InvalidError):
    """Not the code of this moment, nor an unused recovery code."""

    code = "wrong_factor_code"
    message = N_("验证码不正确或已用过。请等身份验证器显示新的6位数字后再填，或填写一个未用过的恢复码。")


class TooManyTriesError(DomainError):
    """Too many wrong codes lately."""

    code = "too_many_tries"
    message = N_("连续多次填错，已暂停验证，请{minutes}分钟后再试，或请开通账号的部门解除锁定。")
    status = 429


class FactorSetUpError(ConflictError):
    """There is one already."""

    code = "factor_set_up"
    message = N_("本账号已开启两步验证，要换用另一部手机的请先关闭再开启。")


class NoFactorError(ConflictError):
    """There is none."""

    code = "no_factor"
    message = N_("账号“{username}”没有开启两步验证，无需办理。")


class FactorRequiredError(ConflictError):
    """Whoever reviews must keep one."""

    code = "factor_required"
    message = N_("审核和财政岗位必须使用两步验证，不能关闭；要更换的，请先添加另一种验证方式。")


class WrongPhoneCodeError(InvalidError):
    """Not the code that was sent to this number, or one that holds no longer."""

    code = "wrong_phone_code"
    message = N_("验证码不正确或已失效。请核对后重填；连续填错3次或超过5分钟的，请重新获取。")


class TooManyCodesError(DomainError):
    """A code was asked for too often, for one number or from one place."""

    code = "too_many_codes"
    message = N_("获取验证码过于频繁，请过一会儿再试，或用密码登录。")
    status = 429


class SmsNotSentError(ConflictError):
    """The gateway did not take the message."""

    code = "sms_not_sent"
    message = N_("短信没有发出，请把激活码当面或用电话告诉本人。")


class WrongPasskeyError(InvalidError):
    """What the passkey signed does not fit: another site, account, moment, or a passkey that was removed."""

    code = "wrong_passkey"
    message = N_("通行密钥没有通过验证。请重试，或改用其他方式登录。")


class UnknownPasskeyError(NotFoundError):
    """This person has no such passkey."""

    code = "unknown_passkey"
    message = N_("没有这个通行密钥，可能已被移除，请刷新页面后再看。")


class IdentitySilentError(ConflictError):
    """The identity service does not answer."""

    code = "identity_silent"
    message = N_("{label}暂时没有应答，请稍后再试，或改用其他方式登录。")


class IdentityAnswerError(InvalidError):
    """What came back from the identity service is no answer to what was asked, too old, or was taken already."""

    code = "identity_answer"
    message = N_("{label}没有通过：已取消、已超过5分钟，或页面被重复打开。请重新办理。")


class IdentityRefusedError(NotAllowedError):
    """This identity opens no account, whether or not there is one."""

    code = "identity_refused"
    message = N_(
        "您的统一身份目前没有可以登录的账号。请用登录名和密码登录后，在“登录安全”中绑定；仍不能登录的，请联系开通账号的部门。"
    )


class TooManyIdentitiesError(DomainError):
    """Too many sign-ins by the identity service have failed lately from one place."""

    code = "too_many_identities"
    message = N_("{label}登录失败次数过多，请{minutes}分钟后再试，或改用其他方式登录。")
    status = 429


class IdentityTakenError(ConflictError):
    """Another account has it."""

    code = "identity_taken"
    message = N_("这个统一身份已绑定另一个账号，请先登录那个账号，在“登录安全”中解除绑定。")


class IdentityLinkedError(ConflictError):
    """This account has one already."""

    code = "identity_linked"
    message = N_("本账号已绑定统一身份，要更换的请先解除绑定。")


class NoIdentityError(ConflictError):
    """This account has none."""

    code = "no_identity"
    message = N_("本账号没有绑定统一身份，可能已被解除，请刷新页面后再看。")
