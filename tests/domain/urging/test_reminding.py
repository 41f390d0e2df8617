"""Units are reminded before the last day and asked after it; reviewers get one digest a working day."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.programmes import services as programmes
from nongcai.domain.shares import queries as shares_queries
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.urging import queries, services
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.services import ToldPolicy
from nongcai.foundation.errors import InvalidError, NotAllowedError
from nongcai.foundation.years import CHINA
from tests import cast as offices
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own
from tests.worlds import world

# The last day is Monday 25 March: five workdays before is Monday the 18th, the day before is Friday the 22nd.
DUE = date(YEAR, 3, 25)


@world
def season(cast):
    later = {"endorse_due": date(YEAR, 3, 29), "confirm_due": date(YEAR, 4, 10), "report_due": date(YEAR, 4, 15)}
    return open_season(cast, files_due=DUE, **later)


def at(month, day, hour=9, minute=0):
    return datetime(YEAR, month, day, hour, minute, tzinfo=CHINA)


def plan(season, moment, *, node=None, with_sms=False):
    return services.plan_node(node_id=(node or season.cast.city).id, at=moment, with_sms=with_sms)


def told(kind=""):
    rows = Contact.objects.filter(**({"kind": kind} if kind else {}))
    return sorted({(row.unit.name, row.channel, row.state) for row in rows.select_related("unit")})


class Spy:
    """A gateway that remembers, and refuses one number."""

    def __init__(self):
        self.sent = []

    def send(self, *, number, text):
        if number == "13900000000":
            raise ConnectionError
        self.sent.append(number)
        return f"no {len(self.sent)}"


def policy(**changes):
    values = {
        "days_before": 5, "quiet_from": time(21), "quiet_to": time(8), "rests_on_days_off": True,
        "sms_a_day": 1, "sms_a_week": 3, "site_a_day": 1,
    }  # fmt: skip
    return ToldPolicy(**(values | changes))


class TestPlanNode:
    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (at(3, 18), "截止日为2024-03-25，还有5个工作日，请及时在本系统完成填报"),
            (at(3, 22), "还有1个工作日"),
            (at(3, 26), "已于2024-03-25截止，贵单位尚未完成"),
            (at(4, 2), "已于2024-03-25截止"),
        ],
    )
    def test_reminds_whoever_has_not_filed_on_its_days(self, season, moment, words):
        season.file(SCHOOL)

        plan(season, moment)

        found = Contact.objects.exclude(kind="digest")
        assert {one.unit.name for one in found} == {"郑州市教育局", "郑州市公安局"}
        assert all(words in one.text for one in found)
        assert not any("催" in one.text or "逾期" in one.text for one in found)

    @pytest.mark.parametrize("moment", [at(2, 1), at(3, 16), at(3, 19), at(3, 25), at(3, 27), at(4, 1)])
    def test_is_silent_on_others(self, season, moment):
        plan(season, moment)

        assert told() == []

    def test_calls_nobody_late_after_october(self, season):
        moments = [at(11, day) for day in range(1, 15)]
        for moment in moments:
            plan(season, moment)

        assert {"未达目标进度" in one.text and "截止" not in one.text for one in Contact.objects.all()} == {True}

    def test_goes_by_the_later_day_that_a_unit_was_granted(self, season):
        programmes.extend(
            actor=season.actor("city_finance"),
            organisation_id=season.unit(SCHOOL),
            year=YEAR,
            due_on=date(YEAR, 4, 1),
            ground="食堂改造",
            at=at(3, 20),
        )

        plan(season, at(3, 26))

        assert "郑州市第一中学" not in {name for name, *_ in told()}
        plan(season, at(3, 29))
        assert {name for name, *_ in told("reminder")} == {"郑州市第一中学"}

    def test_reaches_a_bureaus_own_units_only(self, season):
        plan(season, at(3, 18))
        assert season.cast.units[PRIMARY].name not in {name for name, *_ in told()}

        plan(season, at(3, 18), node=season.cast.district)
        assert season.cast.units[PRIMARY].name in {name for name, *_ in told()}

    def test_twice_is_once(self, season):
        season.file(SCHOOL)

        counts = [plan(season, at(3, 18, hour)) for hour in (7, 9, 15)]

        assert counts == [3, 0, 0]

    def test_tells_in_reconciled_regions_where_one_files(self, cast):
        season = open_season(cast, mode="reconciled", files_due=DUE)
        row = offices.told(season.unit(SCHOOL), "100", "10", confirmed_at=None)
        shares.record_filings(actor=cast.actor("city_finance"), year=YEAR, rows=[row], at=at(3, 10))

        plan(season, at(3, 18))

        assert told("digest") == [("郑州市财政局", "site", "waiting")]
        assert "郑州市第一中学" not in {name for name, *_ in told("reminder")}
        assert {"在“832平台”完成填报" in one.text for one in Contact.objects.filter(kind="reminder")} == {True}

    def test_takes_as_many_statements_for_a_thousand_units(self, season, django_assert_num_queries):
        rows = [offices.unit(f"41010020{n:02}", f"郑州市第{n}小学") for n in range(60)]
        with django_assert_num_queries(12):
            plan(season, at(3, 18))
        organisation_services.list_units(
            actor=season.actor("city_finance"), year=YEAR, rows=[*offices.UNITS, *rows], at=at(3, 18)
        )

        with django_assert_num_queries(12):
            count = plan(season, at(3, 22))

        assert count == 63


class TestDigests:
    def test_say_what_waits_the_exceptions_first(self, season):
        filing = season.file(SCHOOL, at=at(3, 11))
        ShareFiling.objects.filter(pk=filing.pk).update(flags=["late", "implausible"])

        plan(season, at(3, 19))

        (one,) = Contact.objects.all()
        assert one.unit_id == season.unit(OFFICE)
        assert one.text == (
            "待办提示：2024年度预留份额填报有1份待办理，其中需留意：补报1份、数据异常1份，最早一份已等待6个工作日。"
            "办理截止日为2024-03-29，还有8个工作日。"
        )

    def test_go_to_whom_it_waits_for_once_a_day(self, season):
        filing = season.file(SCHOOL)
        season.decide(filing, "endorse", "supervisor")
        for moment in (at(3, 19), at(3, 19, 10), at(3, 20)):
            plan(season, moment)
        services.deliver(at=at(3, 20))

        assert Contact.objects.count() == 2
        assert told() == [("郑州市财政局", "site", "sent")]
        mine = Message.objects.filter(recipient=season.cast.users["city_finance"], text__startswith="待办提示")
        assert [one.path for one in mine] == ["/shares/inbox/"] * 2


class TestDeliver:
    def test_tells_the_units_people_when_they_may_be_disturbed(self, season):
        plan(season, at(3, 18, 7))

        assert [services.deliver(at=at(3, 18, *clock)) for clock in ((7, 30), (7, 59))] == [0, 0]
        assert services.deliver(at=at(3, 18, 8)) == 3

        assert services.deliver(at=at(3, 18, 8, 1)) == 0
        told_to = Message.objects.filter(text__startswith="提醒：")
        assert told_to.filter(recipient=season.cast.users["unit"]).count() == 1
        assert {one.sent_at for one in Contact.objects.all()} == {at(3, 18, 8)}

    def test_waits_out_a_night_and_days_off_that_a_worker_slept_into(self, season):
        plan(season, at(3, 22, 9))

        assert [services.deliver(at=one) for one in (at(3, 22, 21), at(3, 23, 12), at(3, 24, 12))] == [0, 0, 0]
        assert services.deliver(at=at(3, 25, 8)) == 3

    def test_keeps_on_record_what_the_cap_held_back(self, season):
        node = season.cast.city
        plan(season, at(3, 18))
        again = [services.Planned("again", season.unit(SCHOOL), "reminder", "site", "再次提醒")]
        manner = queries.manners([node.id], DUE)[node.id]
        services.plan(node=organisations.node(node.id), year=YEAR, planned=again, manner=manner, at=at(3, 18))

        services.deliver(at=at(3, 18))

        assert Contact.objects.get(key="again").state == "capped"
        assert Message.objects.filter(text="再次提醒").count() == 0

    def test_cannot_be_taken_back(self, season):
        plan(season, at(3, 18))
        services.deliver(at=at(3, 18))

        for change in (lambda: Contact.objects.update(state="waiting"), lambda: Contact.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestSend:
    @pytest.fixture
    def phoned(self, season):
        for code, phone in ((SCHOOL, "13800001234"), (POLICE, "13900000000")):
            filing = ShareFiling.objects.get(organisation_id=season.unit(code), year=YEAR - 1)
            ShareFiling.objects.filter(pk=filing.pk).update(contact_phone=phone)
        plan(season, at(3, 18), with_sms=True)
        return season

    def test_goes_to_the_number_of_the_last_filing_and_masks_it(self, phoned):
        gateway = Spy()

        assert services.send(gateway=gateway, at=at(3, 18)) == 1
        assert services.send(gateway=gateway, at=at(3, 18)) == 0

        assert gateway.sent == ["13800001234"]
        found = Contact.objects.filter(channel="sms").order_by("number")
        assert [(one.number, one.state, one.receipt) for one in found] == [
            ("138****1234", "sent", "no 1"),
            ("139****0000", "failed", ""),
        ]

    def test_is_capped_a_day_and_a_week_on_record(self, phoned):
        node = organisations.node(phoned.cast.city.id)
        manner = queries.manners([node.id], DUE)[node.id]
        gateway = Spy()
        for day in (18, 18, 19, 20, 21):
            key = f"{day}:{Contact.objects.count()}"
            planned = [services.Planned(key, phoned.unit(SCHOOL), "reminder", "sms", "提醒", "", "13800001234")]
            services.plan(node=node, year=YEAR, planned=planned, manner=manner, at=at(3, day))
            services.send(gateway=gateway, at=at(3, day))

        rows = Contact.objects.filter(channel="sms", unit_id=phoned.unit(SCHOOL)).order_by("pk")
        assert [one.state for one in rows] == ["sent", "capped", "capped", "sent", "sent", "capped"]
        assert {one.number for one in rows} == {"138****1234"}


class TestSetPolicy:
    def test_is_followed_by_the_bureaus_below(self, season):
        services.set_policy(actor=season.actor("city_finance"), told=policy(days_before=3, quiet_to=time(10)))

        plan(season, at(3, 20), node=season.cast.district)

        assert {one.due_at for one in Contact.objects.all()} == {at(3, 20, 10)}
        assert Contact.objects.count() == 2

    def test_refuses_others_and_what_is_out_of_bounds(self, season):
        with pytest.raises(NotAllowedError):
            services.set_policy(actor=season.actor("auditor"), told=policy())
        with pytest.raises(InvalidError):
            services.set_policy(actor=season.actor("city_finance"), told=policy(sms_a_day=6))


def test_the_amount_is_nobodys_business(season):
    season.file(SCHOOL, own(total=Decimal(512_345)))
    plan(season, at(3, 18))

    assert not Contact.objects.filter(text__contains="512").exists()


class TestWhatLiesWithinAUnit:
    """Prepared, not let out by the unit's approver yet (在单位内审核)."""

    @pytest.fixture
    def prepared(self, season):
        offices.hire(season.cast, "preparer")
        offices.hire(season.cast, "approver")
        season.file(SCHOOL, by="preparer")
        return season

    def late(self, season):
        found = shares_queries.season_in(offices.CITY, YEAR)
        rows = queries.lagging(season.cast.city, YEAR, found)
        return next(row for row in rows if row.code == SCHOOL)

    def test_is_the_unit_s_delay_until_the_last_day_of_filing(self, prepared):
        row = self.late(prepared)

        assert (row.step, row.holder_id, row.due_on) == ("approve", prepared.unit(SCHOOL), DUE)
        assert (row.is_with_unit, row.called_id) == (True, prepared.unit(SCHOOL))

    def test_is_told_to_the_unit_in_its_reminder(self, prepared):
        plan(prepared, at(3, 18))

        texts = set(Contact.objects.filter(unit_id=prepared.unit(SCHOOL)).values_list("text", flat=True))
        assert len(texts) == 1
        assert texts.pop().endswith("填报表正在单位内审核，须由单位审核人在截止日前报送。")
        assert not Contact.objects.filter(unit_id=prepared.unit(OFFICE), kind="digest").exists()

    def test_waits_for_the_office_above_once_it_is_out(self, prepared):
        filing = shares_queries.filing_of(prepared.unit(SCHOOL), YEAR)
        prepared.decide(filing, "approve", "approver", at=at(3, 18))

        assert self.late(prepared).step == "endorse"
