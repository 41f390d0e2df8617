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
                "一个食堂填一项，类型选“自有食堂”“外包食堂”或“共用食堂（本单位管理）”；年度食材采购总额取自决算、合同或估算。"
                "外包食堂选承包方，列表中没有的填承包方名称；承包方还没有交易账号的，填写账号拟开通日期。"
                "预留比例和预留金额填一项，另一项自动计算；上年数在旁边对照。"
                "没有食堂的选“无食堂”，也要提交。填到一半可以离开，内容自动保存为草稿。"
            ),
            "filing-form",
            _("填报表：食堂、年度食材采购总额、预留金额、联系人"),
        ),
        GuideStep(
            _("共用食堂由管理单位填报"),
            _(
                "管理食堂的单位填报该食堂后，在本单位填报页的“列共用食堂成员”中逐行写成员单位，点“列入并通知成员确认”。"
                "成员单位登录后在“共用食堂确认”中点“确认共用并提交”，不再重复填报；不共用的，写明理由“提出异议”。"
                "成员没有列出的，也可自行填报：食堂情况选“共用其他单位食堂”，写明食堂管理单位。"
            ),
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
            _("要求签字盖章的，上传扫描件"),
            _(
                "点“打印填报表”，签字盖章后扫描为 PDF 或图片，在本单位填报页的“填报表扫描件”中上传。"
                "重新填报的，须按新版本重新上传。"
            ),
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
            _("替所属单位批量填报"),
            _(
                "主管单位可在“填报情况”中点“批量填报”：下载填报表，“单位”表每个单位一行，“食堂明细”表每个食堂一行；"
                "填好后上传并试算，逐行改正有误的，再确认写入。可存为各单位的草稿，由单位核对后提交；也可直接提交，记为代填。"
            ),
        ),
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

_APPROVING = Guide(
    "approving",
    _("采购审批和预算操作指南"),
    _("预算单位管理人员、采购审批人"),
    (
        GuideStep(
            _("设置审批层级"),
            _(
                "先在“交易账号”中开通采购审批人，再到“审批层级”点“设置”：从第1级起填起始金额和审批岗位，金额逐级增大。"
                "采购金额达到几级的起始金额，就逐级审批到几级。某一用途要求不同的，点“单独设置”。全部留空即不经审批。"
            ),
        ),
        GuideStep(
            _("在手机或者电脑上审批"),
            _(
                "工作台和消息提示有待审批的采购。“采购审批”逐项列出金额、用途、供应商、明细、预算余额和本月已同意的金额；"
                "可以逐项同意，也可以勾选多项一并同意。不同意的须写明理由，提交人会收到消息。自己提交的采购由其他人审批。"
            ),
        ),
        GuideStep(
            _("外出前登记委托"),
            _(
                "在“委托”中选受托岗位、起止日期和原因，到期自动结束。期间双方都可以办理，记录写明代谁办理。"
                "审批人离任、停用又没有委托的，由本单位管理人员办理。"
            ),
        ),
        GuideStep(
            _("设置采购预算"),
            _(
                "在“采购预算”中按年度、季度或者月度设置，可以只限一种用途，也可以限制全部用途的合计。"
                "采购提交时占用预算，完成时转为支出，取消时释放。调整后的金额不能少于占用和已支出之和；用到80%时提醒。"
            ),
        ),
    ),
)

GUIDES = {one.name: one for one in (_FILING, _CONFIRMING, _APPROVING)}
