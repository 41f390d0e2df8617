"""Judging a directory (预算单位名录): which units are new, renamed, wrong."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nongcai.domain.imports.models import ImportSheet, Outcome, Question, StagedUnit
from nongcai.domain.imports.rules import credit_code_is_valid
from nongcai.domain.imports.services.identifying import identify
from nongcai.domain.imports.services.noting import Notes, ask
from nongcai.domain.imports.services.reading import NewQuestion
from nongcai.domain.imports.services.translating import listed as listed_unit
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.rules import circle_from, top_down
from nongcai.domain.regions import queries as regions
from nongcai.domain.regions.errors import UnknownPrefixError
from nongcai.foundation import records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.organisations.models import Listing

_LOADABLE = {Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED}


def judge_directory(run: ImportRun, path: str) -> None:
    """Give each staged unit its outcome; ask about regions that are not known."""
    own_region = organisations.node(run.node_id).region_code
    for sheet in ImportSheet.objects.filter(run=run, kind="directory"):
        rows = list(StagedUnit.objects.filter(sheet_id=sheet.pk).order_by("row_no"))
        wrong = {row for row in rows if row.outcome == Outcome.WRONG}
        good = [row for row in rows if row not in wrong]
        notes = Notes(run.pk)
        _refuse_foreign_regions(own_region, good, notes)
        good = [row for row in good if row.outcome != Outcome.WRONG]
        _ask_regions(run.pk, good)
        _refuse_regions(run.pk, good, notes)
        _check_codes(good, notes)
        _check_credit_codes(good, notes)
        listed = {
            (one.region_id, one.code): one
            for one in organisations.listings(sheet.year or 0, path).select_related("organisation")
        }
        _check_supervisors(good, {code for _, code in listed}, notes)
        _check_hosts(good, {code for _, code in listed}, notes)
        supervisors = organisations.supervisor_codes((one.organisation_id for one in listed.values()), sheet.year)
        for row in good:
            if row.outcome != Outcome.WRONG:
                row.outcome = _outcome(row, listed.get((row.region_code, row.unit_code)), supervisors)
        identify(run, [row for row in good if row.outcome in {Outcome.NEW, Outcome.CHANGED}], path, notes)
        hold_back(good, {code for _, code in listed}, notes)
        notes.write()
        records.update_many([row for row in rows if row not in wrong], "outcome", "organisation_id")


def hold_back(rows: list[StagedUnit], listed: set[str], notes: Notes | None = None) -> None:
    """Let units wait whose supervising unit stands in the sheet but is not loaded with it."""
    by_code = {row.unit_code: row for row in rows}
    ordered, _ = top_down({row.unit_code: row.supervisor_code for row in rows})
    for code in ordered:
        row, above = by_code[code], by_code.get(by_code[code].supervisor_code)
        if above is None or above.unit_code in listed or row.outcome not in _LOADABLE:
            continue
        if above.outcome not in _LOADABLE:
            row.outcome = Outcome.WAITING
            if notes:
                notes.warn(
                    row,
                    "supervisor_waits",
                    N_("主管预算单位“{name}”（第{row}行）尚不能导入，本行待其处理后再导入。").format(
                        name=above.name, row=above.row_no
                    ),
                    column="主管预算单位编码",
                    value=row.supervisor_code,
                )


def _refuse_foreign_regions(own_region: str, rows: list[StagedUnit], notes: Notes) -> None:
    outside = {code for code in {row.region_code for row in rows} if not _stands_under(code, own_region)}
    for row in rows:
        if row.region_code in outside:
            notes.error(
                row,
                "region_outside",
                N_("区划代码“{code}”不在本部门管理范围内，请由该地区财政部门或上级财政部门导入。").format(
                    code=row.region_code
                ),
                column="行政区划代码",
                value=row.region_code,
            )


def _stands_under(code: str, own_region: str) -> bool:
    try:
        listed = code if regions.known([code]) else regions.prefecture_of(code).code
    except UnknownPrefixError:
        # A code that means nothing is asked about, not refused as somebody else's.
        return True
    return own_region in {region.code for region in regions.chain(listed)}


def _ask_regions(run_id: int, rows: list[StagedUnit]) -> None:
    known = regions.known({row.region_code for row in rows})
    names: dict[str, Counter[str]] = {}
    for row in rows:
        if row.region_code not in known:
            names.setdefault(row.region_code, Counter())[row.region_name] += 1
    ask(run_id, [_zone_question(code, found) for code, found in sorted(names.items())], stops_check=False)


def _refuse_regions(run_id: int, rows: list[StagedUnit], notes: Notes) -> None:
    answers = Question.objects.filter(run_id=run_id, kind="zone", answer="refuse")
    refused = set(answers.values_list("key", flat=True))
    for row in rows:
        if row.region_code in refused:
            notes.error(
                row,
                "region_unknown",
                N_("区划代码“{code}”不在行政区划代码表中，且未确认为功能区，请改正。").format(code=row.region_code),
                column="行政区划代码",
                value=row.region_code,
            )


def _zone_question(code: str, names: Counter[str]) -> NewQuestion:
    name = names.most_common(1)[0][0]
    try:
        above = regions.prefecture_of(code)
    except UnknownPrefixError:
        prompt = N_(
            "区划代码“{code}”（{name}，{count}个单位）不在行政区划代码表中，前四位也没有对应的市，请核对后重新导入。"
        ).format(code=code, name=name, count=names.total())
        return NewQuestion("zone", code, prompt, [("refuse", "这些行不导入")])
    prompt = N_(
        "区划代码“{code}”（{name}，{count}个单位）不在行政区划代码表（GB/T 2260）中，拟登记为{above}的功能区。"
    ).format(code=code, name=name, count=names.total(), above=above.name)
    choices = [
        ("accept", N_("登记为{above}的功能区").format(above=above.name)),
        ("refuse", N_("代码有误，这些行不导入")),
    ]
    certain = len(names) == 1 and bool(name)
    return NewQuestion("zone", code, prompt, choices, "accept", is_certain=certain)


def _check_codes(rows: list[StagedUnit], notes: Notes) -> None:
    found: dict[tuple[str, str], list[StagedUnit]] = {}
    for row in rows:
        found.setdefault((row.region_code, row.unit_code), []).append(row)
    for (_, code), same in found.items():
        if len(same) == 1:
            continue
        where = "、".join(N_("第{row}行“{name}”").format(row=row.row_no, name=row.name) for row in same[:4])
        for row in same:
            notes.error(
                row,
                "code_twice",
                N_("单位编码“{code}”被{count}个单位使用（{where}），请核对后每个单位只用一个编码。").format(
                    code=code, count=len(same), where=where
                ),
                column="单位编码",
                value=code,
            )


def _check_credit_codes(rows: list[StagedUnit], notes: Notes) -> None:
    shared = Counter(row.credit_code for row in rows if row.credit_code)
    for row in rows:
        if not row.credit_code:
            notes.warn(
                row,
                "credit_code_missing",
                "没有统一社会信用代码（内设机构、派出所、教学点可以没有），其交易将按单位编码或名称核对。",
                column="统一社会信用代码",
            )
        elif not credit_code_is_valid(row.credit_code):
            notes.warn(
                row,
                "credit_code_check",
                "统一社会信用代码的校验位不符，请对照登记证书核对；单位照常导入，并列入待核对事项。",
                column="统一社会信用代码",
                value=row.credit_code,
            )
        elif shared[row.credit_code] > 1:
            notes.warn(
                row,
                "credit_code_shared",
                N_("与另外{count}个单位共用统一社会信用代码，其交易不能按信用代码区分，将列入待核对事项。").format(
                    count=shared[row.credit_code] - 1
                ),
                column="统一社会信用代码",
                value=row.credit_code,
            )


def _check_supervisors(rows: list[StagedUnit], listed: set[str], notes: Notes) -> None:
    codes = {row.unit_code for row in rows}
    parents = {row.unit_code: row.supervisor_code for row in rows if row.outcome != Outcome.WRONG}
    _, caught = top_down(parents)
    circle = circle_from(caught[0], parents) if caught else []
    for row in rows:
        if row.outcome == Outcome.WRONG:
            continue
        if row.unit_code in caught:
            notes.error(
                row,
                "supervisor_cycle",
                N_("主管关系成环：{circle}，请改正其中一个单位的主管预算单位编码。").format(
                    circle=" → ".join([*circle, circle[0]][:6])
                ),
                column="主管预算单位编码",
                value=row.supervisor_code,
            )
        elif row.supervisor_code and row.supervisor_code not in codes | listed:
            notes.error(
                row,
                "supervisor_unknown",
                N_("主管预算单位编码“{code}”在名录中找不到，请改正，或把该主管单位列入名录。").format(
                    code=row.supervisor_code
                ),
                column="主管预算单位编码",
                value=row.supervisor_code,
            )


def _check_hosts(rows: list[StagedUnit], listed: set[str], notes: Notes) -> None:
    codes = {row.unit_code for row in rows} | listed
    for row in rows:
        if row.canteen_kind == "shared" and row.canteen_host_code not in codes:
            notes.warn(
                row,
                "host_unknown",
                "共用食堂的管理单位编码在名录中找不到，共用关系没有登记，请补正后重新导入。",
                column="共用食堂管理单位编码",
                value=row.canteen_host_code,
            )


def _outcome(row: StagedUnit, listing: Listing | None, supervisors: Mapping[int, str]) -> str:
    if listing is None:
        return Outcome.NEW
    row.organisation_id = listing.organisation_id
    unit = listed_unit(row, [])
    told = (unit.name, unit.level, unit.canteen, unit.union_members, unit.supervisor_code, unit.nature)
    supervisor = supervisors.get(listing.organisation_id, "")
    nature = row.nature and listing.nature
    stands = (listing.name, listing.level, listing.canteen, listing.union_members, supervisor, nature)
    same_code = not row.credit_code or row.credit_code == listing.organisation.credit_code
    return Outcome.UNCHANGED if told == stands and same_code else Outcome.CHANGED
