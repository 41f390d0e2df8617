from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations.models import CanteenKind
from nongcai.domain.programmes import services as programmes
from nongcai.domain.programmes.services import ToldExemption
from nongcai.domain.shares import queries, services
from nongcai.domain.shares.errors import (
    ContractorMissingError,
    FigureMissingError,
    FilingChangedError,
    HasMembersError,
    HostIsMemberError,
    HostIsSelfError,
    NothingCountsError,
    NothingToReserveError,
    NotListedError,
    ReconciledModeError,
    ReserveAboveTotalError,
    RuleMissedError,
    StepNotPermittedError,
    WindowClosedError,
    WindowNotOpenError,
)
from nongcai.domain.shares.models import CanteenRow, FilingDraft, FilingStep, FilingVersion
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.rules import SaidCanteen
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import CHINA
from tests.domain.programmes.writing import in_force, percent
from tests.domain.shares.season import CONFIRMED, FILED, NONE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own

SECOND = timedelta(seconds=1)


def waits_for(filing):
    return (filing.state, filing.holder_id)


class TestFileShare:
    def test_waits_for_the_supervising_unit(self, season):
        filing = season.file(SCHOOL)

        assert waits_for(filing) == ("filed", season.unit(OFFICE))
        assert (filing.canteen_total, filing.reserved, filing.version) == (500_000, 60_000, 1)

    def test_goes_straight_to_finance_without_a_supervising_unit(self, season):
        filing = season.file(POLICE, by="police")

        assert waits_for(filing) == ("endorsed", season.cast.city.id)

    def test_of_a_supervising_unit_waits_for_another_of_its_persons(self, season):
        filing = season.file(OFFICE, by="supervisor")

        assert waits_for(filing) == ("filed", season.unit(OFFICE))

    def test_reckons_the_amount_from_a_ratio_rounded_up(self, season):
        said = replace(own(total="333333.33"), reserved=None, ratio=Decimal("12.5"))

        assert season.file(SCHOOL, said).reserved == Decimal("41666.67")

    def test_counts_nothing_yet(self, season):
        season.file(SCHOOL)

        assert not Entry.objects.filter(unit_id=season.unit(SCHOOL), year=YEAR).exists()

    def test_keeps_version_canteens_and_step(self, season):
        canteens = (
            SaidCanteen("own", "教工食堂", Decimal(100_000), "accounts", diners=100),
            SaidCanteen("outsourced", "学生食堂", Decimal(400_000), "contract", contractor_name="某餐饮公司",
                        account_due_on=date(YEAR, 4, 1)),
        )  # fmt: skip
        filing = season.file(SCHOOL, replace(own(), canteens=canteens))

        version = FilingVersion.objects.get(filing=filing)
        assert [(row.kind, row.total) for row in version.canteens.order_by("seq")] == [
            ("own", 100_000), ("outsourced", 400_000),
        ]  # fmt: skip
        assert filing.remark == "食堂外包，承包方：某餐饮公司"
        step = FilingStep.objects.get(filing=filing)
        assert (step.action, step.state, step.label) == ("file", "filed", "第一中学填报岗")

    def test_tells_whom_it_waits_for(self, season):
        season.file(SCHOOL)

        told = Message.objects.filter(recipient=season.cast.users["supervisor"])
        assert told.get().text == f"“郑州市第一中学”的{YEAR}年度预留份额填报待办理。"

    def test_tells_once_what_has_not_been_read(self, season):
        season.file(SCHOOL)
        season.file(OFFICE, by="supervisor")

        told = Message.objects.filter(recipient=season.cast.users["supervisor"])
        assert told.get().text == f"有2份{YEAR}年度预留份额填报待办理。"
        assert told.get().path.startswith("/shares/inbox/")

    @pytest.mark.parametrize("by", ["stranger", "district_finance", "auditor", "city_finance", "primary"])
    def test_is_for_the_unit_and_its_supervisor(self, season, by):
        with pytest.raises(NotAllowedError):
            season.file(SCHOOL, by=by)

    def test_may_be_done_by_the_supervising_unit(self, season):
        filing = season.file(SCHOOL, by="supervisor")

        assert waits_for(filing) == ("filed", season.unit(OFFICE))

    def test_wants_the_unit_in_the_years_directory(self, season):
        with pytest.raises(NotListedError, match="2030"):
            services.file_share(
                actor=season.actor("unit"), unit_id=season.unit(SCHOOL), year=2030, said=own(), at=FILED
            )

    def test_is_refused_where_the_region_files_elsewhere(self, cast):
        season = open_season(cast, mode="reconciled")

        with pytest.raises(ReconciledModeError, match="对账模式"):
            season.file(SCHOOL)

    def test_keeps_to_the_first_and_the_last_second(self, season):
        first, last = datetime(YEAR, 3, 1, tzinfo=CHINA), datetime(YEAR, 3, 25, tzinfo=CHINA) - SECOND

        with pytest.raises(WindowNotOpenError):
            season.file(SCHOOL, at=first - SECOND)
        with pytest.raises(WindowClosedError):
            season.file(SCHOOL, at=last + SECOND)
        assert season.file(SCHOOL, at=first).version == 1
        assert season.file(POLICE, by="police", at=last).version == 1

    def test_is_late_with_an_extension(self, season):
        programmes.extend(
            actor=season.actor("city_finance"), organisation_id=season.unit(SCHOOL), year=YEAR,
            due_on=date(YEAR, 4, 2), ground="搬迁", at=FILED,
        )  # fmt: skip
        last = datetime(YEAR, 4, 3, tzinfo=CHINA) - SECOND

        with pytest.raises(WindowClosedError, match="2024-04-02"):
            season.file(SCHOOL, at=last + SECOND)

        assert season.file(SCHOOL, at=last).flags == ["late"]


class TestRules:
    def test_refuse_what_shall_be_kept_and_name_the_paragraph(self, season):
        with pytest.raises(RuleMissedError) as refused:
            season.file(SCHOOL, own(reserved="49999.99"))

        said = str(refused.value)
        assert "食堂食材采购总额不低于10%" in said
        assert "相差0.01元" in said
        assert refused.value.facts["document"] == "财办库〔2023〕249号"

    def test_let_pass_right_on_the_cent(self, season):
        assert season.file(SCHOOL, own(reserved=50_000)).reserved == 50_000

    def test_of_the_city_bind_with_its_paragraph(self, season):
        in_force("410100", percent(14, first_year=YEAR, last_year=YEAR, document="郑财购〔2024〕9号", paragraph="二"))

        with pytest.raises(RuleMissedError, match="郑财购〔2024〕9号二"):
            season.file(SCHOOL, own(reserved=60_000))

    def test_ask_for_the_figure_that_they_need(self, season):
        in_force("410100", percent(10, "farm_total", first_year=YEAR, last_year=YEAR))

        with pytest.raises(FigureMissingError, match="年度农副产品采购总额"):
            season.file(SCHOOL)

    def test_pass_a_unit_that_was_exempted_and_mark_it(self, season):
        told = ToldExemption(
            rate=Decimal(5), first_year=YEAR, last_year=YEAR, covers_below=False, approved_by="财政部国库司",
            document="财库函〔2024〕1号", paragraph="", ground="地区原因",
        )  # fmt: skip
        programmes.approve_exemption(
            actor=season.actor("city_finance"), organisation_id=season.unit(SCHOOL), told=told, at=FILED
        )

        filing = season.file(SCHOOL, own(reserved=25_000))

        assert "exempt" in filing.flags

    def test_mark_what_is_missed_in_principle_and_refuse_nothing(self, season):
        said = own(
            has_union_funds=True, union_members=100, union_planned=Decimal(29_999), welfare_total=Decimal(300_000)
        )

        assert "below_rule" in season.file(SCHOOL, said).flags

    def test_leave_a_unit_without_a_canteen_alone(self, season):
        filing = season.file(POLICE, NONE, by="police")

        assert (filing.canteen, filing.remark, filing.reserved) == (CanteenKind.NONE, "无食堂", 0)

    def test_see_what_is_odd_without_refusing_it(self, season):
        # The school filed 400 000 yuan of purchases and 60 000 reserved the year before.
        filing = season.file(SCHOOL, own(total=700_000, reserved=70_000))

        assert filing.flags == ["implausible"]


class TestCanteens:
    def test_outsourced_want_their_contractors_account_or_a_day_for_it(self, season):
        kitchen = SaidCanteen("outsourced", "学生食堂", Decimal(500_000), "contract")

        with pytest.raises(ContractorMissingError, match="学生食堂"):
            season.file(SCHOOL, replace(own(), canteens=(kitchen,)))

        dated = replace(kitchen, account_due_on=date(YEAR, 4, 1))
        assert season.file(SCHOOL, replace(own(), canteens=(dated,))).canteen == CanteenKind.OUTSOURCED

    def test_must_be_there_for_a_reserve(self, season):
        with pytest.raises(NothingToReserveError):
            season.file(SCHOOL, SaidFiling(reserved=Decimal(1)))

    def test_bound_the_reserve(self, season):
        with pytest.raises(ReserveAboveTotalError):
            season.file(SCHOOL, own(total=100, reserved="100.01"))


class TestSharedCanteen:
    def shared(self, season, code=OFFICE, **changes):
        return SaidFiling(reserved=Decimal(0), host_id=season.unit(code), **changes)

    def test_is_said_by_each_member_with_the_hosts_name(self, season):
        filing = season.file(SCHOOL, self.shared(season))

        assert (filing.canteen, filing.remark) == (CanteenKind.SHARED, "共用食堂，由郑州市教育局填报")
        assert filing.canteen_total == 0

    def test_is_not_ones_own(self, season):
        with pytest.raises(HostIsSelfError):
            season.file(SCHOOL, self.shared(season, SCHOOL))

    def test_leads_in_no_circle(self, season):
        season.file(SCHOOL, self.shared(season, POLICE))

        with pytest.raises(HostIsMemberError, match="郑州市第一中学"):
            season.file(OFFICE, self.shared(season, SCHOOL), by="supervisor")
        with pytest.raises(HasMembersError):
            season.file(POLICE, self.shared(season, OFFICE), by="police")

    def test_closes_for_its_members_when_finance_confirms_the_host(self, season):
        host = season.file(POLICE, own(), by="police")
        member = season.decide(season.file(SCHOOL, self.shared(season, POLICE)), "endorse", "supervisor")

        season.decide(host, "confirm", "city_finance")

        member.refresh_from_db()
        assert waits_for(member) == ("confirmed", None)
        sums = ledger.node_standings([season.cast.city.id], YEAR).get()
        assert (sums.reserved, sums.canteen_total, sums.filed) == (60_000, 500_000, 2)


class TestFileAgain:
    def test_is_not_possible_while_somebody_decides(self, season):
        season.file(SCHOOL)

        with pytest.raises(StepNotPermittedError, match="已填报"):
            season.file(SCHOOL, seen=1)

    def test_after_a_return_keeps_both_versions(self, season):
        filing = season.file(SCHOOL)
        season.decide(filing, "send_back", "supervisor", reason="ratio_low", words="请按15%预留")

        again = season.file(SCHOOL, own(reserved=75_000), seen=1)

        assert (again.version, again.flags) == (2, ["changed"])
        assert list(queries.versions_of(again).values_list("reserved", flat=True)) == [75_000, 60_000]

    def test_is_refused_when_it_was_filed_again_meanwhile(self, season):
        filing = season.file(SCHOOL)
        season.decide(filing, "send_back", "supervisor", reason="other", words="请核对")
        season.file(SCHOOL, seen=1)
        services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)

        with pytest.raises(FilingChangedError, match="第2版"):
            season.file(SCHOOL, seen=1)

    def test_of_a_confirmed_one_counts_only_when_it_is_confirmed(self, season):
        filing = season.confirmed()

        changed = season.file(SCHOOL, own(reserved=90_000), seen=1)
        before = ledger.standings(YEAR).get(unit_id=season.unit(SCHOOL)).reserved
        changed = season.decide(changed, "endorse", "supervisor")
        changed = season.decide(changed, "confirm", "city_finance")

        after = ledger.standings(YEAR).get(unit_id=season.unit(SCHOOL)).reserved
        assert (before, after) == (60_000, 90_000)
        assert (changed.reserved_initially, changed.counted_version) == (60_000, 2)
        entries = Entry.objects.filter(unit_id=filing.organisation_id, year=YEAR, kind="reserved")
        assert sorted(entries.values_list("amount", flat=True)) == [-60_000, 60_000, 90_000]


class TestKeep:
    def test_leaves_what_was_confirmed(self, season):
        season.confirmed()
        changed = season.file(SCHOOL, own(reserved=90_000), seen=1)
        season.decide(changed, "send_back", "supervisor", reason="other", words="无需变更")

        kept = services.keep(actor=season.actor("unit"), filing_id=changed.pk, at=CONFIRMED)

        assert (kept.state, kept.reserved, kept.version, kept.holder_id) == ("confirmed", 60_000, 1, None)
        assert ledger.standings(YEAR).get(unit_id=season.unit(SCHOOL)).reserved == 60_000

    def test_lets_the_next_change_have_a_number_of_its_own(self, season):
        season.confirmed()
        changed = season.file(SCHOOL, own(reserved=90_000), seen=1)
        services.withdraw(actor=season.actor("unit"), filing_id=changed.pk, at=FILED)
        services.keep(actor=season.actor("unit"), filing_id=changed.pk, at=CONFIRMED)

        assert season.file(SCHOOL, own(reserved=80_000), seen=1).version == 3

    def test_needs_something_that_counts(self, season):
        filing = season.file(SCHOOL)
        services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)

        with pytest.raises(NothingCountsError):
            services.keep(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)


class TestWithdraw:
    def test_gives_the_form_back_before_anybody_decides(self, season):
        filing = season.file(SCHOOL)

        back = services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)

        assert waits_for(back) == ("withdrawn", season.unit(SCHOOL))

    def test_is_not_for_an_office_above_that_did_not_file(self, season):
        filing = season.file(SCHOOL)

        with pytest.raises(NotAllowedError):
            services.withdraw(actor=season.actor("supervisor"), filing_id=filing.pk, at=FILED)
        filing.refresh_from_db()
        assert filing.state == "filed"

    def test_is_too_late_once_the_supervisor_decided(self, season):
        filing = season.decide(season.file(SCHOOL), "endorse", "supervisor")

        with pytest.raises(StepNotPermittedError):
            services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)


class TestDraft:
    def test_is_kept_as_typed_until_the_form_is_sent(self, season):
        services.save_draft(
            actor=season.actor("unit"), unit_id=season.unit(SCHOOL), year=YEAR, content={"reserved": "6万"}, at=FILED
        )
        services.save_draft(
            actor=season.actor("unit"), unit_id=season.unit(SCHOOL), year=YEAR, content={"reserved": "60000"}, at=FILED
        )
        assert queries.draft_of(season.unit(SCHOOL), YEAR).content == {"reserved": "60000"}

        season.file(SCHOOL)

        assert not FilingDraft.objects.exists()

    def test_that_says_the_same_stands_as_it_was_saved(self, season):
        told = {"actor": season.actor("unit"), "unit_id": season.unit(SCHOOL), "year": YEAR, "content": {"a": "1"}}
        services.save_draft(**told, at=FILED)

        again = services.save_draft(**told, at=FILED + SECOND)

        assert again.saved_at == FILED

    def test_is_nobody_elses_to_write(self, season):
        with pytest.raises(NotAllowedError):
            services.save_draft(
                actor=season.actor("stranger"), unit_id=season.unit(SCHOOL), year=YEAR, content={}, at=FILED
            )


class TestHistory:
    @pytest.mark.parametrize("table", [FilingVersion, FilingStep, CanteenRow])
    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_is_never_edited(self, season, table, act):
        season.file(SCHOOL)
        rows = table.objects.all()
        key = table._meta.pk.name
        acts = {"update": lambda: rows.update(**{key: -1}), "delete": lambda: rows._raw_delete(rows.db)}

        with pytest.raises(DatabaseError, match=r"append_only|are_kept"), transaction.atomic():
            acts[act]()

        assert rows.exists()


class TestPrimary:
    def test_belongs_to_its_own_district(self, season):
        filing = season.file(PRIMARY, by="primary")

        assert filing.holder.name == "金水区教育局"
