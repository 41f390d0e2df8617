"""What the guides say; a step's picture is taken by the journey that does it (`make guides`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class GuideStep:
    """One step; `picture` is the name of a picture, `alt` what it shows."""

    title: StrOrPromise
    text: StrOrPromise
    picture: str = ""
    alt: StrOrPromise = ""

    @property
    def address(self) -> str:
        """Where the picture lies."""
        return static(f"guides/{self.picture}.jpg")


@dataclass(frozen=True)
class Guide:
    """How somebody does a task."""

    name: str
    title: StrOrPromise
    whom: StrOrPromise
    steps: tuple[GuideStep, ...]


_FILING = Guide(
    "filing",
    _("预留份额填报操作指南"),
    _("预算单位填报人员"),
    (
        GuideStep(
            _("从工作台进入填报"),
            _(
                "登录后，工作台列出本单位待办事项。点“去填报”，再点“开始填报”。填报期限、主管单位和财政部门的办理期限都在同一页上。"
            ),
            "filing-desk",
            _("预算单位的工作台，待办事项中有“去填报”"),
        ),
        GuideStep(
            _("逐个填写食堂"),
            _(
                "一个食堂填一行：自营、外包或共用，年度食材采购总额取自决算、合同或估算。比例和金额填一项，另一项自动计算；"
                "上年数在旁边对照。没有食堂的选“无食堂”，也要提交。填到一半可以离开，内容自动保存。"
            ),
            "filing-form",
            _("填报表：食堂、年度食材采购总额、预留金额、联系人"),
        ),
        GuideStep(
            _("低于规定比例的不能提交"),
            _("提交时按各级文件核对。不符合规定的，页面说明是哪份文件、哪一条，差多少；已填内容都还在，改正后再提交。"),
            "filing-refused",
            _("提交被拒绝，说明依据的文件和相差金额"),
        ),
        GuideStep(
            _("提交后看办到哪一步"),
            _(
                "提交后由主管单位确认，再由财政部门确认；没有主管单位的直接由财政部门确认。谁在办理、从何时起，都列在本页；需要时可打印盖章。"
                "本单位设有单位审核人的，经办人点“送单位审核”，由审核人（另一人）点“审核通过并报送”或写明意见退回；"
                "审核人在截止日前报送才算按时填报，报送后由审核人撤回。"
            ),
            "filing-filed",
            _("已填报，等待主管单位确认"),
        ),
        GuideStep(
            _("被退回的，按意见修改"),
            _("工作台显示“退回修改”，退回原因和意见在表的上方。改好后再次提交，办理人只需核对改动的项目。"),
            "filing-returned",
            _("退回修改：退回原因、意见和修改填报按钮"),
        ),
    ),
)

_CONFIRMING = Guide(
    "confirming",
    _("预留份额确认操作指南"),
    _("主管预算单位、财政部门办理人员"),
    (
        GuideStep(
            _("打开“待办填报”"),
            _(
                "等待本部门办理的填报都在这里，需要留意的（低于规定、数据异常、有改动、逾期）排在前面。可按提示和单位名称查找。"
            ),
            "confirming-inbox",
            _("待办填报列表"),
        ),
        GuideStep(
            _("核对一份填报"),
            _("点单位名称，看食堂明细、上年数、采购实际和规定。再次提交的，只列改动的项目。属实的点“确认”。"),
            "confirming-show",
            _("一份填报的明细、规定和办理按钮"),
        ),
        GuideStep(
            _("有问题的退回修改"),
            _("选退回原因，写明意见，可勾选需修改的项目。退回后由单位修改，各次内容都保留。"),
            "confirming-back",
            _("退回修改：选择原因、填写意见"),
        ),
        GuideStep(
            _("财政部门确认"),
            _(
                "主管单位确认后到财政部门。无异常的，可在“待办填报”中勾选多份一次确认；办不了的逐份说明原因，不影响其他。确认即计入台账。"
            ),
            "confirming-finance",
            _("财政部门办理一份填报"),
        ),
        GuideStep(
            _("汇总上报"),
            _("本级确认完成后，在“汇总上报”中上报。之后又有变动的，再报一版；上级可以退回。"),
            "confirming-report",
            _("本级汇总和上报情况"),
        ),
    ),
)

GUIDES = {one.name: one for one in (_FILING, _CONFIRMING)}
