"""A shared canteen: the managing unit names its members, each answers, nothing counts twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.notifications.models import Message
from nongcai.domain.shares import queries, services
from nongcai.domain.shares.errors import (
    HasMembersError,
    HostEatsElsewhereError,
    HostWithoutCanteenError,
    MemberElsewhereError,
    MemberHasMembersError,
    MemberIsSelfError,
    MembersNeedCanteenError,
    MemberStepNotPermittedError,
    NotNamedError,
    ObjectionWithoutWordsError,
    ProofMissingError,
    ScanKindError,
    UndecidedMemberError,
    UnknownMemberError,
    WindowClosedError,
)
from nongcai.domain.shares.models import SharedMember
from nongcai.domain.shares.queries import SaidFiling
from nongcai.domain.shares.services import Acknowledgement, ProofFile
from nongcai.domain.shares.states import SHARED_MEMBER_MACHINE, SharedMemberState
from nongcai.foundation.errors import DomainError, NotAllowedError
from tests.domain.shares.season import CONFIRMED, FILED, NONE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season, own

PAIRS = [pair for pair in product(SharedMemberState.values, repeat=2) if pair[0] != pair[1]]
BY = {OFFICE: "supervisor", SCHOOL: "unit", POLICE: "police", PRIMARY: "primary"}


def name(season, host, *members, by=None, at=FILED):
    return services.name_members(
        actor=season.actor(by or BY[host]), unit_id=season.unit(host), year=YEAR, members=list(members), at=at
    )


def acknowledge(season, member, host, *, by=None, seen=0):
    return services.acknowledge(
        actor=season.actor(by or BY[member]), unit_id=season.unit(member), year=YEAR, host_id=season.unit(host),
        said=Acknowledgement("李明", "0371-6000000", "食堂由市公安局管理"), at=FILED, seen_version=seen,
    )  # fmt: skip


def objects(season, member, host, words="本单位另有食堂", *, by=None):
    return services.object_to_host(
        actor=season.actor(by or BY[member]), unit_id=season.unit(member), year=YEAR, host_id=season.unit(host),
        words=words, at=FILED,
    )  # fmt: skip


def strike(season, host, member):
    return services.strike_member(
        actor=season.actor(BY[host]), unit_id=season.unit(host), year=YEAR, member_id=season.unit(member), at=FILED
    )


def shared(season, code, **changes):
    return SaidFiling(reserved=Decimal(0), host_id=season.unit(code), **changes)


def state_of(season, host, member):
    row = SharedMember.objects.filter(host_id=season.unit(host), member_id=season.unit(member), year=YEAR).first()
    return row and row.state


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


class TestMachine:
    @pytest.mark.parametrize(("source", "target"), PAIRS)
    def test_is_that_of_the_database(self, season, source, target):
        row = SharedMember.objects.create(
            host_id=season.unit(POLICE), member_id=season.unit(SCHOOL), year=YEAR, state=source, words="有误"
        )

        try:
            with transaction.atomic():
                SharedMember.objects.filter(pk=row.pk).update(state=target)
        except DatabaseError:
            permitted = False
        else:
            permitted = True

        assert permitted == ((source, target) in SHARED_MEMBER_MACHINE.pairs)


class TestNaming:
    def test_takes_codes_and_full_names_of_other_departments_and_regions(self, season):
        rows = name(season, POLICE, SCHOOL, "郑州市教育局", PRIMARY)

        assert {row.state for row in rows} == {"named"}
        assert {row.member_id for row in rows} == {season.unit(code) for code in (SCHOOL, OFFICE, PRIMARY)}
        assert Message.objects.filter(text__contains="列为").count() >= 3

    def test_again_changes_nothing(self, season):
        name(season, POLICE, SCHOOL)

        assert name(season, POLICE, SCHOOL) == []

    def test_tells_each_name_that_means_nobody(self, season):
        with pytest.raises(UnknownMemberError) as caught:
            name(season, POLICE, SCHOOL, "没有这家", "也没有这家")

        assert len(caught.value.fields["members"]) == 2
        assert not SharedMember.objects.exists()

    def test_is_for_those_who_file_in_the_window(self, season):
        with pytest.raises(NotAllowedError):
            name(season, POLICE, SCHOOL, by="unit")
        with pytest.raises(WindowClosedError):
            name(season, POLICE, SCHOOL, at=FILED.replace(month=12))

    def test_refuses_itself_hosts_and_those_who_eat_elsewhere(self, season):
        name(season, POLICE, SCHOOL)

        with pytest.raises(MemberIsSelfError):
            name(season, POLICE, POLICE)
        with pytest.raises(MemberElsewhereError, match="郑州市第一中学"):
            name(season, OFFICE, SCHOOL)
        with pytest.raises(MemberHasMembersError):
            name(season, OFFICE, POLICE)
        with pytest.raises(HostEatsElsewhereError):
            name(season, SCHOOL, PRIMARY)

    def test_refuses_a_host_without_a_canteen(self, season):
        season.file(POLICE, NONE, by="police")

        with pytest.raises(HostEatsElsewhereError):
            name(season, POLICE, SCHOOL)

    def test_lets_the_host_file_nothing_but_a_canteen(self, season):
        name(season, POLICE, SCHOOL)

        with pytest.raises(MembersNeedCanteenError):
            season.file(POLICE, NONE, by="police")
        with pytest.raises(HasMembersError):
            season.file(POLICE, shared(season, OFFICE), by="police")
        assert season.file(POLICE, own(), by="police").state == "endorsed"

    def test_may_be_struck_until_acknowledged(self, season):
        name(season, POLICE, SCHOOL, PRIMARY)
        acknowledge(season, SCHOOL, POLICE)

        assert strike(season, POLICE, PRIMARY).state == "struck"
        with pytest.raises(MemberStepNotPermittedError):
            strike(season, POLICE, SCHOOL)
        assert name(season, POLICE, PRIMARY)[0].state == "named"


class TestAnswering:
    def test_waits_before_anything_else_is_filed(self, season):
        name(season, POLICE, SCHOOL)

        with pytest.raises(UndecidedMemberError, match="请先确认共用或提出异议"):
            season.file(SCHOOL)

    def test_files_the_members_zero_in_the_same_act(self, season):
        name(season, POLICE, SCHOOL)

        filing = acknowledge(season, SCHOOL, POLICE)

        assert (filing.state, filing.canteen_total, filing.remark) == ("filed", 0, "共用食堂，由郑州市公安局填报")
        assert (filing.contact_name, filing.note) == ("李明", "食堂由市公安局管理")
        assert state_of(season, POLICE, SCHOOL) == "acknowledged"

    def test_keeps_what_was_said_of_the_union(self, season):
        filing = season.file(SCHOOL, own(has_union_funds=True, union_members=9, union_planned=Decimal(9_000)))
        services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)
        name(season, POLICE, SCHOOL)

        assert acknowledge(season, SCHOOL, POLICE, seen=1).union_planned == 9_000

    def test_may_be_said_in_the_form_and_unasked(self, season):
        name(season, POLICE, SCHOOL)
        season.file(SCHOOL, shared(season, POLICE))
        season.file(PRIMARY, shared(season, POLICE), by="primary")

        found = queries.memberships(season.unit(POLICE), YEAR)
        assert [row.state for row in found.members] == ["acknowledged"] * 2
        assert found.unanswered == []

    def test_by_objecting_has_words_and_frees_the_member(self, season):
        name(season, POLICE, SCHOOL)

        with pytest.raises(ObjectionWithoutWordsError):
            objects(season, SCHOOL, POLICE, " ")
        assert objects(season, SCHOOL, POLICE).words == "本单位另有食堂"
        assert season.file(SCHOOL).state == "filed"
        assert [row.words for row in queries.memberships(season.unit(POLICE), YEAR).objected] == ["本单位另有食堂"]

    def test_is_the_members_own_act(self, season):
        name(season, POLICE, SCHOOL)

        with pytest.raises(NotAllowedError):
            acknowledge(season, SCHOOL, POLICE, by="police")
        with pytest.raises(NotAllowedError):
            objects(season, SCHOOL, POLICE, by="police")
        with pytest.raises(NotNamedError):
            acknowledge(season, PRIMARY, POLICE)

    def test_is_refused_when_the_member_became_a_host(self, season):
        season.file(PRIMARY, shared(season, SCHOOL), by="primary")

        with pytest.raises(MemberHasMembersError):
            name(season, POLICE, SCHOOL)

    def test_ends_when_the_member_files_for_itself(self, season):
        name(season, POLICE, SCHOOL)
        filing = acknowledge(season, SCHOOL, POLICE)
        services.withdraw(actor=season.actor("unit"), filing_id=filing.pk, at=FILED)

        season.file(SCHOOL, seen=1)

        assert state_of(season, POLICE, SCHOOL) == "struck"

    def test_comes_back_with_what_counts(self, season):
        member = season.confirmed(SCHOOL, shared(season, POLICE))
        again = season.file(SCHOOL, own(), seen=member.version)
        assert state_of(season, POLICE, SCHOOL) == "struck"
        again = season.decide(again, "send_back", "supervisor", reason="other", words="请核对")

        services.keep(actor=season.actor("unit"), filing_id=again.pk, at=FILED)

        assert state_of(season, POLICE, SCHOOL) == "acknowledged"

    def test_does_not_come_back_into_a_circle(self, season):
        member = season.confirmed(SCHOOL, shared(season, POLICE))
        again = season.file(SCHOOL, own(), seen=member.version)
        again = season.decide(again, "send_back", "supervisor", reason="other", words="请核对")
        season.file(POLICE, shared(season, SCHOOL), by="police")

        with pytest.raises(DomainError):
            services.keep(actor=season.actor("unit"), filing_id=again.pk, at=FILED)

    def test_closes_and_counts_once_when_the_host_is_confirmed(self, season):
        name(season, POLICE, SCHOOL)
        host = season.file(POLICE, own(), by="police")
        member = season.decide(acknowledge(season, SCHOOL, POLICE), "endorse", "supervisor", at=CONFIRMED)

        season.decide(host, "confirm", "city_finance")

        member.refresh_from_db()
        assert member.state == "confirmed"
        sums = ledger.node_standings([season.cast.city.id], YEAR).get()
        assert (sums.reserved, sums.canteen_total) == (60_000, 500_000)

    def test_leaves_a_member_with_a_canteen_besides_to_be_read(self, season):
        host = season.file(POLICE, own(), by="police")
        member = season.file(SCHOOL, replace(own(90_000, 9_000), host_id=season.unit(POLICE)))
        member = season.decide(member, "endorse", "supervisor", at=CONFIRMED)

        season.decide(host, "confirm", "city_finance")

        member.refresh_from_db()
        assert member.state == "endorsed"

    def test_locks_hosts_and_members_in_one_order(self, season):
        name(season, POLICE, SCHOOL)
        host = season.file(POLICE, own(), by="police")
        season.decide(acknowledge(season, SCHOOL, POLICE), "endorse", "supervisor", at=CONFIRMED)

        with CaptureQueriesContext(connection) as asked:
            season.decide(host, "confirm", "city_finance")

        locking = [one["sql"] for one in asked if '"shares_sharefiling"' in one["sql"] and "FOR NO KEY" in one["sql"]]
        assert len(locking) == 1
        assert 'ORDER BY "shares_sharefiling"."id" ASC' in locking[0]

    def test_is_not_said_of_a_unit_without_a_canteen(self, season):
        season.file(POLICE, NONE, by="police")

        with pytest.raises(HostWithoutCanteenError, match="市公安局"):
            season.file(SCHOOL, shared(season, POLICE))

    def test_stays_open_when_its_host_files_none_after_all(self, season):
        member = season.decide(season.file(SCHOOL, shared(season, POLICE)), "endorse", "supervisor", at=CONFIRMED)
        host = season.file(POLICE, NONE, by="police")

        season.decide(host, "confirm", "city_finance")

        member.refresh_from_db()
        assert member.state == "endorsed"


class TestOutsideBody:
    def outside(self):
        return SaidFiling(reserved=Decimal(0), host_name="驻郑某单位")

    def test_needs_a_proof(self, season):
        with pytest.raises(ProofMissingError, match="驻郑某单位"):
            season.file(SCHOOL, self.outside())

    def test_is_proven_by_a_file_sent_before_or_along(self, season):
        about = {"actor": season.actor("unit"), "unit_id": season.unit(SCHOOL), "year": YEAR, "at": FILED}
        services.attach_proof(**about, file=ProofFile("协议.pdf", b"%PDF-1.7"))
        primary = {"actor": season.actor("primary"), "unit_id": season.unit(PRIMARY), "year": YEAR, "at": FILED}
        said = self.outside()

        assert season.file(SCHOOL, said).remark == "共用食堂，由驻郑某单位填报"
        services.file_share(**primary, said=said, proof=ProofFile("协议.jpg", b"\xff\xd8\xff\xe0"))
        assert queries.proofs_of(season.unit(PRIMARY), YEAR).get().name == "协议.jpg"

    def test_is_not_proven_by_anything_else(self, season):
        about = {"actor": season.actor("unit"), "unit_id": season.unit(SCHOOL), "year": YEAR, "at": FILED}

        with pytest.raises(ScanKindError):
            services.file_share(**about, said=self.outside(), proof=ProofFile("协议.pdf", b"MZ"))
        with pytest.raises(NotAllowedError):
            services.attach_proof(**about | {"actor": season.actor("police")}, file=ProofFile("a.pdf", b"%PDF-"))


class TestAtOnce:
    @pytest.mark.parametrize("way", ["name", "file"])
    def test_two_never_become_each_others_members(self, stage, way):
        season = open_season(stage)

        def quietly(host, member):
            try:
                if way == "name":
                    name(season, host, member)
                else:
                    season.file(member, shared(season, host), by=BY[member])
            except DomainError:
                return "refused"
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            started = [pool.submit(quietly, *pair) for pair in ((POLICE, SCHOOL), (SCHOOL, POLICE))]
            outcomes = sorted(one.result(timeout=60) for one in started)

        assert outcomes == ["done", "refused"]
        assert SharedMember.objects.count() == 1
