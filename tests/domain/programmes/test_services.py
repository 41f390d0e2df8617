from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.programmes import queries, services
from nongcai.domain.programmes.errors import (
    LooserRuleError,
    NothingToCopyError,
    ProgrammeExistsError,
    PublishedRuleError,
    UnknownRuleError,
)
from nongcai.domain.programmes.models import Amendment, Rule
from nongcai.foundation.errors import InvalidError, NotAllowedError
from nongcai.foundation.years import CHINA
from tests.cast import CITY, DISTRICT
from tests.domain.programmes.writing import AT, in_force, percent, told_programme

pytestmark = pytest.mark.django_db

YEAR = 2025


@pytest.fixture
def bureau(cast):
    return cast.actor("city_finance")


def written(actor, **changes):
    return services.write_rule(actor=actor, told=percent(12, **changes), at=AT)


def shown(region=CITY, year=YEAR, **more):
    return [rule.id for rule in queries.rules_for(region, year, **more)]


class TestWriteRule:
    def test_binds_nobody_until_it_is_published(self, bureau):
        rule = written(bureau)
        assert rule.pk not in shown()

        services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

        assert rule.pk in shown()
        assert rule.pk in shown(DISTRICT)

    def test_is_bound_for_a_rehearsal(self, bureau):
        rule = written(bureau)

        assert rule.pk in shown(drafts=[rule.pk])

    def test_rewrites_a_draft(self, bureau):
        rule = written(bureau)

        services.write_rule(actor=bureau, told=percent(14), rule_id=rule.pk, at=AT)

        assert Rule.objects.get(pk=rule.pk).value == 14

    def test_refuses_to_rewrite_what_binds(self, bureau):
        rule = written(bureau)
        services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

        with pytest.raises(PublishedRuleError):
            services.write_rule(actor=bureau, told=percent(14), rule_id=rule.pk, at=AT)

    def test_leaves_another_layers_rules_alone(self, cast, bureau):
        rule = written(bureau)

        with pytest.raises(UnknownRuleError):
            services.write_rule(actor=cast.actor("district_finance"), told=percent(14), rule_id=rule.pk, at=AT)

    @pytest.mark.parametrize("who", ["unit", "auditor"])
    def test_is_not_for_who_writes_no_layer(self, cast, who):
        with pytest.raises(NotAllowedError):
            written(cast.actor(who))

    def test_wants_a_whole_number(self, bureau):
        with pytest.raises(InvalidError):
            written(bureau, base="")

    def test_of_a_department_binds_the_units_below_it(self, cast):
        school, police = cast.units["4101000002"], cast.units["4101000003"]
        rule = written(cast.actor("supervisor"))
        services.publish_rule(actor=cast.actor("supervisor"), rule_id=rule.pk, at=AT)

        assert rule.pk in shown(path=school.path)
        assert rule.pk not in shown(path=police.path)
        assert rule.pk not in shown()

    def test_records_who_did_it(self, bureau):
        written(bureau)

        row = Amendment.objects.get()

        assert (row.deed, row.label, row.region_id) == ("write_rule", bureau.label, CITY)


class TestPublishRule:
    def test_asks_for_a_paragraph_where_a_higher_layer_is_stricter(self, bureau):
        rule = services.write_rule(actor=bureau, told=percent(8, paragraph=""), at=AT)

        with pytest.raises(LooserRuleError, match="与上位规定不一致"):
            services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

    def test_asks_a_department_as_well(self, cast):
        supervisor = cast.actor("supervisor")
        rule = services.write_rule(actor=supervisor, told=percent(8, paragraph=""), at=AT)

        with pytest.raises(LooserRuleError):
            services.publish_rule(actor=supervisor, rule_id=rule.pk, at=AT)

    def test_does_not_refuse_an_issued_document(self, bureau):
        rule = services.write_rule(actor=bureau, told=percent(8, paragraph="第三条"), at=AT)

        services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

        higher = queries.loosened(queries.rules_for(CITY, YEAR))[rule.pk]
        assert (higher.layer_code, higher.value) == ("000000", 10)


class TestPublishRules:
    def test_puts_all_drafts_of_a_year_in_force_but_those_that_are_looser(self, bureau, cast):
        for told in (percent(12), percent(14, subject="canteen_encouraged"), percent(8, paragraph="")):
            services.write_rule(actor=bureau, told=told, at=AT)
        services.write_rule(actor=bureau, told=percent(20, first_year=YEAR + 1, last_year=YEAR + 1), at=AT)
        services.write_rule(actor=cast.actor("supervisor"), told=percent(13), at=AT)

        published, refused = services.publish_rules(actor=bureau, year=YEAR, at=AT)

        assert published == 2
        assert [(text, type(one)) for text, one in refused] == [("预留比例不低于8%。", LooserRuleError)]
        drafts = Rule.objects.filter(published_at=None).values_list("value", flat=True)
        assert sorted(drafts) == [8, 13, 20]

    def test_finds_nothing_the_second_time(self, bureau):
        services.write_rule(actor=bureau, told=percent(12), at=AT)
        services.publish_rules(actor=bureau, year=YEAR, at=AT)

        assert services.publish_rules(actor=bureau, year=YEAR, at=AT) == (0, [])


class TestLoadedRules:
    def test_of_unions_concern_those_who_have_funds(self, db):
        of_unions = Rule.objects.filter(subject="union_minimum", published_at__isnull=False)

        assert set(of_unions.values_list("applies_to", flat=True)) == {"has_union_funds"}


class TestPublishedRules:
    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_keep_their_words_in_the_database(self, bureau, act):
        in_force(CITY, percent(12))
        rows = Rule.objects.filter(region=CITY, first_year=YEAR)
        acts = {"update": lambda: rows.update(value=1), "delete": lambda: rows._raw_delete(rows.db)}

        with pytest.raises(DatabaseError, match="published_rules_"), transaction.atomic():
            acts[act]()

        assert rows.get().value == 12

    def test_end_with_a_last_year(self, bureau):
        rule = written(bureau, last_year=None)
        services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

        services.end_rule(actor=bureau, rule_id=rule.pk, last_year=YEAR, at=AT)

        assert rule.pk in shown(year=YEAR)
        assert rule.pk not in shown(year=YEAR + 1)


class TestDiscardRule:
    def test_throws_a_draft_away(self, bureau):
        rule = written(bureau)

        services.discard_rule(actor=bureau, rule_id=rule.pk, at=AT)

        assert not Rule.objects.filter(pk=rule.pk).exists()

    def test_keeps_what_binds(self, bureau):
        rule = written(bureau)
        services.publish_rule(actor=bureau, rule_id=rule.pk, at=AT)

        with pytest.raises(PublishedRuleError):
            services.discard_rule(actor=bureau, rule_id=rule.pk, at=AT)


class TestProgramme:
    def test_governs_once_it_is_published(self, bureau):
        services.write_programme(actor=bureau, year=YEAR, told=told_programme(), at=AT)
        assert queries.programme_for(CITY, 2024).region_id == CITY

        services.publish_programme(actor=bureau, year=YEAR, at=AT)

        assert queries.programme_for(DISTRICT, YEAR).region_id == CITY

    def test_refuses_days_out_of_order(self, bureau):
        told = told_programme(confirm_due=date(2025, 3, 25))

        with pytest.raises(InvalidError):
            services.write_programme(actor=bureau, year=YEAR, told=told, at=AT)

    def test_refuses_self_filing_without_a_window(self, bureau):
        told = told_programme(files_from=None, files_due=None)
        services.write_programme(actor=bureau, year=YEAR, told=told, at=AT)

        with pytest.raises(InvalidError):
            services.publish_programme(actor=bureau, year=YEAR, at=AT)

    def test_is_carried_to_the_next_year_with_the_rules_that_end(self, bureau):
        services.write_programme(actor=bureau, year=YEAR, told=told_programme(), at=AT)
        in_force(CITY, percent(12))

        copied = services.copy_to_next_year(actor=bureau, year=YEAR, at=AT)

        assert (copied.files_due, copied.published_at) == (date(2026, 3, 24), None)
        assert copied.title == "预留份额填报（2026年度）"
        drafts = queries.drafts_of(CITY, YEAR + 1)
        assert [(rule.value, rule.first_year, rule.last_year) for rule in drafts] == [(12, 2026, 2026)]

    def test_is_not_copied_over_another(self, bureau):
        services.write_programme(actor=bureau, year=YEAR, told=told_programme(), at=AT)
        services.copy_to_next_year(actor=bureau, year=YEAR, at=AT)

        with pytest.raises(ProgrammeExistsError):
            services.copy_to_next_year(actor=bureau, year=YEAR, at=AT)

    def test_is_not_copied_from_nothing(self, bureau):
        with pytest.raises(NothingToCopyError):
            services.copy_to_next_year(actor=bureau, year=2031, at=AT)

    def test_of_a_region_is_not_a_departments_to_write(self, cast):
        with pytest.raises(NotAllowedError):
            services.write_programme(actor=cast.actor("supervisor"), year=YEAR, told=told_programme(), at=AT)


def moment(day, hour=0, minute=0, second=0):
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=CHINA)


class TestWindow:
    @pytest.fixture
    def programme(self, bureau):
        return services.write_programme(actor=bureau, year=YEAR, told=told_programme(), at=AT)

    def test_opens_with_its_first_second_and_closes_after_its_last(self, programme):
        window = queries.window_of(programme, "file")
        first, last = moment(date(2025, 3, 1)), moment(date(2025, 3, 24), 23, 59, 59)
        second = timedelta(seconds=1)

        found = [window.is_open(at) for at in (first - second, first, last, last + second)]

        assert found == [False, True, True, False]

    def test_moves_from_a_holiday_to_the_next_workday_where_the_programme_says_so(self, programme):
        programme.files_due = date(2026, 10, 1)
        literal = queries.window_of(programme, "file").due_on

        programme.moves_to_workday = True

        assert (literal, queries.window_of(programme, "file").due_on) == (date(2026, 10, 1), date(2026, 10, 8))

    def test_moves_over_weekends_where_a_years_list_is_missing(self, programme):
        programme.moves_to_workday, programme.files_due = True, date(2031, 3, 1)

        assert not queries.has_calendar(2031)
        assert queries.window_of(programme, "file").due_on == date(2031, 3, 3)

    def test_of_every_step_is_told_by_one_look_into_the_calendar(self, programme, django_assert_num_queries):
        programme.moves_to_workday, programme.confirm_due = True, date(2025, 3, 29)

        with django_assert_num_queries(1):
            due = {step: window.due_on for step, window in queries.windows_of(programme).items()}

        assert due == {
            "file": date(2025, 3, 24),
            "endorse": date(2025, 3, 26),
            "confirm": date(2025, 3, 31),
            "report": date(2025, 3, 31),
        }

    def test_lasts_longer_for_a_unit_that_was_granted_it(self, programme):
        later = queries.window_of(programme, "file", extended_to=date(2025, 4, 2))

        assert later.is_open(moment(date(2025, 4, 2), 23, 59, 59))
        assert not later.is_open(moment(date(2025, 4, 3)))

    def test_is_never_shortened_by_an_extension(self, programme):
        assert queries.window_of(programme, "file", extended_to=date(2025, 3, 2)).due_on == date(2025, 3, 24)
