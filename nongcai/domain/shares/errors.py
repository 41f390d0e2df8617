"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownFilingError(NotFoundError):
    """No such filing within sight."""

    code = "unknown_filing"
    message = N_("没有这份填报，或它不在您的查看范围内。")


class NotListedError(NotFoundError):
    """A unit that owes no filing this year."""

    code = "not_listed"
    message = N_("“{name}”不在{year}年度预算单位名录中，不能填报；请联系同级财政部门核对名录。")


class ReconciledModeError(ConflictError):
    """Nobody files twice."""

    code = "reconciled_mode"
    message = N_("本地区{year}年度实行对账模式：预留份额在“832平台”填报，本系统据导出表核对，不需要再次填报。")


class DecidedElsewhereError(ConflictError):
    """The 832 platform decides; exports tell what became of it."""

    code = "decided_elsewhere"
    message = N_("本地区{year}年度实行对账模式：请在“832平台”办理“{action}”，再导入新的导出表，本系统据以更新状态。")


class SelfFiledModeError(ConflictError):
    """An export would overwrite what was filed here."""

    code = "self_filed_mode"
    message = N_(
        "“{name}”等{n}家单位{year}年度在本系统填报（自填模式），不能用导出表覆盖，本次没有导入任何数据。"
        "请从表中删去这些单位后重新导入；改为对账模式的，请先修改年度方案。"
    )


class WindowNotOpenError(ConflictError):
    """Too early."""

    code = "window_not_open"
    message = N_("{year}年度填报自{day}开始，请届时办理。")


class WindowClosedError(ConflictError):
    """Too late, and no extension."""

    code = "window_closed"
    message = N_("{year}年度填报已于{day}截止。需要补报的，请向同级财政部门申请延期。")


class StepNotPermittedError(ConflictError):
    """The filing does not stand where this step begins."""

    code = "filing_step_not_permitted"
    message = N_("该填报当前为“{state}”，不能办理“{action}”。请刷新页面后再看。")


class FilingChangedError(ConflictError):
    """It was filed again since the reader saw it."""

    code = "filing_changed"
    message = N_("该填报已有新的内容（第{version}版），请刷新页面核对后再办理。")


class UnknownRowUnitError(NotFoundError):
    """A row of a unit that is none of the actor's."""

    code = "unknown_row_unit"
    message = N_("{year}年度名录中没有编码为“{unit_code}”、由本单位代填的单位，请核对单位编码。")


class RowNameError(InvalidError):
    """A row whose code belongs to another unit than its name."""

    code = "row_of_another_unit"
    message = N_("名录中编码{unit_code}的单位是“{name}”，表中为“{told}”，请核对编码和名称。")


class RowTwiceError(InvalidError):
    """A unit that stands in a table twice."""

    code = "row_given_twice"
    message = N_("该单位在表中重复（第{first}行已有），请只保留一行。")


class FilingStandsError(ConflictError):
    """What waits or was confirmed is not overwritten by a table."""

    code = "filing_stands"
    message = N_("该单位的填报为“{state}”，批量填报不作改动；需要变更的，请先退回修改，或由该单位申请变更。")


class NotHolderError(NotAllowedError):
    """It waits for somebody else."""

    code = "not_the_holder"
    message = N_("该填报待“{holder}”办理，不能由本单位办理“{action}”。")


class SamePersonError(NotAllowedError):
    """Who filed does not review."""

    code = "filer_may_not_review"
    message = N_("按照经办与复核分离的规定，须由填报人以外的人员办理“{action}”。")


class RuleMissedError(InvalidError):
    """A rule that shall be kept is not."""

    code = "rule_missed"
    message = N_("未达到{layer}规定“{rule}”（{document}）：应为{asked}元，现为{had}元，相差{gap}元。")


class FigureMissingError(InvalidError):
    """A rule cannot be judged without a figure."""

    code = "figure_missing"
    message = N_("按{layer}规定“{rule}”（{document}），须填写“{figure}”后才能核对。")


class NothingToReserveError(InvalidError):
    """A reserve without a canteen."""

    code = "reserve_without_canteen"
    message = N_("没有食堂的单位，预留金额应为零；有食堂的，请填写食堂。")


class ReserveTwiceError(InvalidError):
    """An amount and a ratio that do not come to the same."""

    code = "reserve_twice"
    message = N_("预留金额{reserved}元与预留比例{ratio}%（合{asked}元）不一致，请只填一项，或改为一致。")


class ReserveAboveTotalError(InvalidError):
    """More than all canteens buy."""

    code = "reserve_above_total"
    message = N_("预留金额{reserved}元大于各食堂采购总额合计{total}元，请核对。")


class ContractorMissingError(InvalidError):
    """An outsourced canteen whose contractor cannot trade, and no day for it."""

    code = "contractor_account_missing"
    message = N_("外包食堂“{name}”的承包方还没有“832平台”交易账号：请先开通，或填写拟开通日期。")


class FiledByHostError(InvalidError):
    """A member of a shared canteen files that canteen, too."""

    code = "shared_canteen_filed_by_host"
    message = N_("已注明共用其他单位的食堂，不能再填报同一食堂；请删去该食堂，或改为由本单位填报。")


class HostIsSelfError(InvalidError):
    """A unit that shares its own canteen with itself."""

    code = "shared_canteen_host_is_self"
    message = N_("共用食堂的管理单位不能是本单位；由本单位管理的，请填写食堂并选“共用食堂”。")


class HostIsMemberError(InvalidError):
    """A host that itself eats elsewhere."""

    code = "shared_canteen_host_is_member"
    message = N_("“{name}”本身也共用其他单位的食堂，请填写实际管理食堂的单位。")


class HasMembersError(InvalidError):
    """A host that wants to become a member."""

    code = "shared_canteen_has_members"
    message = N_("已有单位注明共用本单位的食堂，本单位不能再注明共用其他单位的食堂。")


class UnknownHostError(InvalidError):
    """No unit of this code or name."""

    code = "unknown_shared_canteen_host"
    message = N_("没有单位编码或全称为“{text}”的预算单位，请核对；由其他机构管理的，请填写在“其他机构名称”一栏。")


class AmbiguousHostError(InvalidError):
    """A code or name of several units."""

    code = "ambiguous_shared_canteen_host"
    message = N_("有{n}个预算单位的编码或名称为“{text}”，请改填能够区分的单位编码或全称。")


class UnknownMemberError(InvalidError):
    """Names of members that mean no unit, or several."""

    code = "unknown_shared_canteen_member"
    message = N_("共用食堂成员有误，请按提示逐个核对单位编码或全称。")


class MemberIsSelfError(InvalidError):
    """A host that names itself."""

    code = "shared_canteen_member_is_self"
    message = N_("共用食堂成员只填其他单位，请删去本单位。")


class MemberElsewhereError(ConflictError):
    """A member that eats, or is asked whether it eats, at another's."""

    code = "shared_canteen_member_elsewhere"
    message = N_("“{name}”本年度已注明或待确认共用其他单位的食堂，请先与该单位核对。")


class MemberHasMembersError(ConflictError):
    """A member that is a host itself."""

    code = "shared_canteen_member_is_host"
    message = N_("“{name}”本身是共用食堂的管理单位，不能再列为成员，请核对由谁填报。")


class HostWithoutCanteenError(InvalidError):
    """A host that filed that it has no canteen."""

    code = "shared_canteen_host_without"
    message = N_("“{name}”本年度填报为无食堂，不能作为食堂管理单位；请填写实际管理食堂的单位，或请该单位先修改填报。")


class HostEatsElsewhereError(ConflictError):
    """A host that eats at another's cannot name members."""

    code = "shared_canteen_host_eats_elsewhere"
    message = N_("本单位本年度填报为共用其他单位食堂或无食堂，不能列共用食堂成员；请先修改本单位填报。")


class MembersNeedCanteenError(InvalidError):
    """A host that named members and files no canteen."""

    code = "shared_canteen_members_need_canteen"
    message = N_("本单位已列共用食堂成员，须由本单位填报该食堂；确无食堂的，请先撤销所列成员。")


class UndecidedMemberError(ConflictError):
    """A unit that was named and did not answer."""

    code = "shared_canteen_undecided"
    message = N_("“{host}”已将本单位列为共用食堂成员，请先确认共用或提出异议，再填报。")


class NotNamedError(ConflictError):
    """There is nothing to acknowledge, or not of this host."""

    code = "not_named_as_member"
    message = N_("该管理单位没有将本单位列为共用食堂成员，或已经撤销。请刷新页面后再看。")


class MemberStepNotPermittedError(ConflictError):
    """The membership does not stand where this step begins."""

    code = "shared_canteen_step_not_permitted"
    message = N_("该共用关系当前为“{state}”，不能办理“{action}”。请刷新页面后再看。")


class ObjectionWithoutWordsError(InvalidError):
    """An objection without words."""

    code = "objection_without_words"
    message = N_("提出异议时请写明理由。")


class ProofMissingError(InvalidError):
    """An outside body that manages a canteen, and nothing that proves it."""

    code = "outside_host_proof_missing"
    message = N_("食堂由其他机构“{name}”管理的，须上传证明材料（协议或说明的PDF、JPG、PNG、OFD文件）后再提交。")


class UnknownContractorError(InvalidError):
    """A contractor that has no trading account for this unit."""

    code = "unknown_contractor"
    message = N_("所选承包方不在本单位已开通交易账号的承包方中，请重新选择，或填写承包方名称和拟开通日期。")


class ScanMissingError(ConflictError):
    """The signed form has not come back."""

    code = "scan_missing"
    message = N_("本地区{year}年度要求先上传签字盖章的填报表扫描件；该填报第{version}版尚未上传，不能办理“{action}”。")


class ScanKindError(InvalidError):
    """A file that is no scan, whatever its name says."""

    code = "scan_kind"
    message = N_("“{name}”不是PDF、JPG、PNG或OFD文件，请重新扫描或转换格式后再上传。")


class ScanTooLargeError(InvalidError):
    """A file that is too large."""

    code = "scan_too_large"
    message = N_("“{name}”超过{limit}MB，请降低扫描分辨率后再上传。")


class ScanTooLateError(ConflictError):
    """A confirmed version keeps the scan with which it was confirmed."""

    code = "scan_too_late"
    message = N_("该填报当前为“{state}”，扫描件不能再更换；请修改填报后随新的版本上传。")


class TooManyScansError(ConflictError):
    """One version, many files."""

    code = "too_many_scans"
    message = N_("同一版本最多上传{limit}个扫描件，请合并为一个PDF文件。")


class UnknownScanError(NotFoundError):
    """No such scan of this filing."""

    code = "unknown_scan"
    message = N_("没有这个扫描件，或它不属于该填报。")


class ReportWordsMissingError(InvalidError):
    """A region's report is sent back without a word."""

    code = "report_words_missing"
    message = N_("退回汇总时，请写明需要下级核对或修改什么。")


class ApproverMissingError(ConflictError):
    """Somebody prepares, nobody approves."""

    code = "approver_missing"
    message = N_("本单位没有在任的单位审核人，不能报送或撤回；请上级单位登记单位审核人，或由预算单位账号办理。")


class WithdrawnByApproverError(NotAllowedError):
    """Who prepares does not take back what the approver let out."""

    code = "withdrawn_by_approver"
    message = N_("本单位设有单位审核人，已报送的填报由单位审核人撤回；请与单位审核人联系。")


class ReturnReasonMissingError(InvalidError):
    """A return without a reason."""

    code = "return_reason_missing"
    message = N_("退回时请选择原因，并写明需要修改什么。")


class UnexplainedFigureError(InvalidError):
    """A filing whose figures stand out is let pass without a reason."""

    code = "figure_unexplained"
    message = N_("“{name}”的填报标有“数据异常”，核实后请写明通过的理由。")


class NothingCountsError(ConflictError):
    """There is nothing to go back to."""

    code = "nothing_counts_yet"
    message = N_("该填报还没有经财政部门确认的版本，不能取消变更；请修改后重新填报。")


class UnknownReportError(NotFoundError):
    """No such report within sight."""

    code = "unknown_report"
    message = N_("没有这份汇总，或它不在您的查看范围内。")


class NobodyAboveError(ConflictError):
    """Nobody to hand anything up to."""

    code = "nobody_above"
    message = N_("没有上级财政部门，不需要汇总上报。")


class ReportUnchangedError(ConflictError):
    """The same figures again."""

    code = "report_unchanged"
    message = N_("第{version}版已上报，数据没有变化，不需要再次上报。")


class ReportStepNotPermittedError(ConflictError):
    """The report does not stand where this step begins."""

    code = "report_step_not_permitted"
    message = N_("该汇总第{version}版当前为“{state}”，或已有更新的版本，不能办理“{action}”。请刷新页面后再看。")
