"""What is typed about suppliers: their registration, their dossier, papers, and what reviewers say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers.states import LinkageForm, PaperKind, Reason, SupplierKind
from nongcai.interfaces.web.fields import AmountField, HalfWidthField
from nongcai.interfaces.web.programmes.forms import day_field
from nongcai.interfaces.web.shares.scan_forms import ENDINGS

MB = 1_000_000


def scan_field(label: Any) -> forms.FileField:
    """Make a field for a scanned paper."""
    return forms.FileField(
        label=label,
        help_text=_("PDF、JPG、PNG或OFD，不超过20MB，须清晰完整。"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": _("请选择扫描件。"), "empty": _("所选文件是空文件，请核对后再上传。")},
    )


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Make a field for some sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=500,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def county_field() -> forms.ChoiceField:
    """Make a field for one of the 832 counties."""
    return forms.ChoiceField(
        label=_("注册地"),
        choices=_counties,
        help_text=_("营业执照住所所在的县（市、区、旗）；不在列表内的不属于832个脱贫县，不能申请入驻。"),
        error_messages={"invalid_choice": _("所选注册地不在832个脱贫县名单内，请按营业执照住所重新选择。")},
    )


def _counties() -> list[tuple[Any, Any]]:
    groups = [
        (province, [(one.current_code, f"{one.prefecture} {one.name}") for one in counties])
        for province, counties in regions.counties_by_province()
    ]
    return [("", _("请选择")), *groups]


class ApartForm(forms.Form):
    """One of several forms of a page: its fields' ids are its own, so that each label finds its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{type(self).__name__}_%s")
        super().__init__(*args, **kwargs)


class RegistrationForm(forms.Form):
    """A supplier that comes by itself."""

    kind = forms.ChoiceField(label=_("主体类型"), choices=SupplierKind.choices)
    name = forms.CharField(label=_("名称"), max_length=128, help_text=_("与营业执照一致。"))
    credit_code = HalfWidthField(label=_("统一社会信用代码"), max_length=30)
    county_code = county_field()
    phone = HalfWidthField(label=_("手机号码"), max_length=11, min_length=11, help_text=_("用于找回账号和接收短信。"))
    label = forms.CharField(label=_("岗位名称"), max_length=40, help_text=_("填岗位，不填个人姓名，如：电商业务岗。"))
    username = HalfWidthField(label=_("登录名"), max_length=40, min_length=4)
    password = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), max_length=128
    )
    again = forms.CharField(
        label=_("再次输入密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), max_length=128
    )

    def clean_password(self) -> str:
        """Want a password that is not easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Want the password twice."""
        told = super().clean() or {}
        if told.get("password") and told.get("password") != told.get("again"):
            self.add_error("again", _("两次输入的密码不一致，请重新输入。"))
        return told


class DossierForm(forms.Form):
    """What an applicant says of itself."""

    kind = forms.ChoiceField(label=_("主体类型"), choices=SupplierKind.choices)
    name = forms.CharField(label=_("名称"), max_length=128, help_text=_("与营业执照一致。"))
    county_code = county_field()
    address = forms.CharField(label=_("住所"), max_length=200)
    contact_post = forms.CharField(label=_("联系岗位"), max_length=40, help_text=_("填岗位，不填个人姓名。"))
    contact_phone = HalfWidthField(label=_("联系电话"), max_length=30)
    goods = forms.CharField(label=_("主营产品"), max_length=200, help_text=_("用顿号分开，如：木耳、香菇、核桃。"))
    capacity = AmountField(label=_("年供应能力（吨）"), min_value=0, max_digits=12, decimal_places=2)
    households = forms.IntegerField(label=_("带动农户数（户）"), min_value=0, max_value=1_000_000)
    linkage_form = forms.ChoiceField(label=_("联农带农方式"), choices=LinkageForm.choices)
    linkage_amount = AmountField(label=_("年带动金额（元）"), min_value=0, max_digits=14, decimal_places=2)
    linkage_words = words_field(_("联农带农说明"), help_text=_("签订合同的户数、收购或分红办法、近一年实际金额。"))
    producer_name = forms.CharField(label=_("所代理的生产者"), max_length=128, required=False)
    producer_code = HalfWidthField(label=_("生产者信用代码"), max_length=30, required=False)
    agency_from = day_field(_("代理期限起"), required=False)
    agency_to = day_field(_("代理期限止"), required=False)


class PaperForm(forms.Form):
    """A paper with its scan."""

    kind = forms.ChoiceField(label=_("证照"), choices=PaperKind.choices)
    number = HalfWidthField(label=_("编号"), max_length=60, required=False, help_text=_("没有编号的材料不填。"))
    issuer = forms.CharField(label=_("发证机关"), max_length=100, required=False)
    since = day_field(_("有效期起"))
    until = day_field(_("有效期止"), required=False)
    file = scan_field(_("扫描件"))
    replaces_id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _("长期有效的不填。")


class VersionForm(ApartForm):
    """The version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WordsForm(VersionForm):
    """Some words that may be missing."""

    words = words_field(_("审核意见"), required=False)


class CauseForm(ApartForm):
    """Some words that may not be missing."""

    words = words_field(_("事由和依据"))


class ReturnForm(VersionForm):
    """Why it comes back."""

    reason = forms.ChoiceField(label=_("原因"), choices=[("", _("请选择")), *Reason.choices])
    words = words_field(_("需要修改什么"))


class PublicityForm(VersionForm):
    """From when to when it is publicised."""

    since = day_field(_("公示开始"))
    until = day_field(_("公示截止"))


class LetterForm(VersionForm):
    """The sealed letter."""

    file = scan_field(_("盖章的推荐函"))


class ManyForm(ApartForm):
    """One sealed letter for all that were chosen."""

    file = scan_field(_("盖章的推荐函（附推荐名单）"))


class ObjectionForm(ApartForm):
    """What somebody says against an applicant."""

    source = forms.CharField(label=_("提出方"), max_length=60, help_text=_("写来源，不写个人姓名，如：村民来信。"))
    received_on = day_field(_("收到日期"))
    words = words_field(_("异议内容"))


class AnswerForm(ApartForm):
    """What came of an objection."""

    is_upheld = forms.TypedChoiceField(
        label=_("是否属实"), choices=[("no", _("不属实")), ("yes", _("属实"))], coerce=lambda said: said == "yes"
    )
    answer = words_field(_("处理结果"))


class CheckForm(ApartForm):
    """What the lists of the dishonest said."""

    checked_on = day_field(_("查询日期"))
    source = forms.CharField(label=_("查询渠道"), max_length=60, initial=_("国家企业信用信息公示系统"))
    is_listed = forms.TypedChoiceField(
        label=_("查询结果"), choices=[("no", _("未列入")), ("yes", _("列入"))], coerce=lambda said: said == "yes"
    )


class FindForm(forms.Form):
    """Which suppliers."""

    q = forms.CharField(label=_("名称或信用代码"), required=False, max_length=60)
