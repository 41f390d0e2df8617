from dataclasses import replace
from datetime import date

import pytest

from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.regions.models import Region
from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.errors import (
    AgencyMissingError,
    ChangedMeanwhileError,
    CountyEndedError,
    CreditCodeError,
    NotOfTheCountiesError,
    PapersMissingError,
    RegisteredAlreadyError,
    StepNotPermittedError,
)
from nongcai.domain.suppliers.models import Application, Dossier, Supplier
from nongcai.domain.suppliers.states import ApplicationState, PaperKind, SupplierKind
from nongcai.foundation.errors import InvalidError, NotFoundError
from tests.market import (
    AT,
    CITY,
    COUNTY,
    DOSSIER,
    PASSWORD,
    all_the_way,
    market_code,
    registration,
    show_papers,
    submit,
    vet,
)


def register(**changes):
    return services.register(told=registration("second", 2, **changes), password=PASSWORD, at=AT)


class TestRegister:
    def test_opens_an_account_a_body_and_an_empty_application(self, market):
        supplier = register()

        assert supplier.county_id == COUNTY
        assert Membership.objects.get(organisation_id=supplier.organisation_id).user.username == "second"
        assert Application.objects.get(supplier=supplier).state == ApplicationState.DRAFT

    def test_refuses_who_is_registered_outside_the_counties(self, market):
        with pytest.raises(NotOfTheCountiesError) as refusal:
            register(county_code=CITY)

        assert "郑州市" in str(refusal.value)
        assert not Membership.objects.filter(user__username="second").exists()

    def test_refuses_a_county_that_had_ended(self, market):
        Region.objects.filter(pk=COUNTY).update(valid_to=date(2024, 2, 1), successor_code=CITY)

        with pytest.raises(CountyEndedError) as refusal:
            register()

        assert "郑州市" in str(refusal.value)

    def test_takes_a_county_that_ends_the_day_after(self, market):
        Region.objects.filter(pk=COUNTY).update(valid_to=date(2024, 3, 2), successor_code=CITY)

        assert register().county_id == COUNTY

    def test_refuses_a_code_whose_check_character_does_not_fit(self, market):
        right = market_code(2)
        wrong = right[:-1] + ("0" if right[-1] != "0" else "1")

        with pytest.raises(CreditCodeError):
            register(credit_code=wrong)

    def test_refuses_a_code_that_came_before_whatever_its_case_and_spaces(self, market):
        with pytest.raises(RegisteredAlreadyError) as refusal:
            register(credit_code=f" {market_code(1).lower()} ")

        assert market.supplier.name in str(refusal.value)

    def test_never_joins_the_body_of_another_with_the_same_name(self, market):
        supplier = register(name=market.supplier.name)

        assert supplier.organisation_id != market.supplier.organisation_id
        assert Organisation.objects.filter(name=market.supplier.name).count() == 2


class TestFillIn:
    def test_keeps_one_draft(self, market):
        for goods in ("木耳", "香菇"):
            told = replace(DOSSIER, goods=goods)
            services.fill_in(actor=market.actor("supplier"), application_id=market.application.pk, told=told, at=AT)

        assert [row.goods for row in Dossier.objects.filter(application=market.application)] == ["香菇"]

    def test_wants_an_agent_to_name_its_producer(self, market):
        told = replace(DOSSIER, kind=SupplierKind.AGENT)

        with pytest.raises(AgencyMissingError):
            services.fill_in(actor=market.actor("supplier"), application_id=market.application.pk, told=told, at=AT)

    def test_is_over_when_the_county_has_it(self, market):
        show_papers(market)
        submit(market)

        with pytest.raises(StepNotPermittedError):
            services.fill_in(actor=market.actor("supplier"), application_id=market.application.pk, told=DOSSIER, at=AT)

    def test_is_nobody_elses(self, market):
        other = register()

        with pytest.raises(NotFoundError):
            services.fill_in(
                actor=market.actor("supplier"),
                application_id=Application.objects.get(supplier=other).pk,
                told=DOSSIER,
                at=AT,
            )


class TestSubmit:
    def test_makes_a_version_that_is_never_edited(self, market):
        show_papers(market)

        application = submit(market)

        assert (application.state, application.version) == (ApplicationState.SUBMITTED, 1)
        assert queries.dossier_of(application).version == 1

    def test_names_the_papers_that_are_missing(self, market):
        show_papers(market, PaperKind.BUSINESS)

        with pytest.raises(PapersMissingError) as refusal:
            submit(market)

        assert str(PaperKind.LINKAGE.label) in str(refusal.value)
        assert str(PaperKind.BUSINESS.label) not in str(refusal.value)

    def test_refuses_a_form_that_was_open_before_a_later_version(self, market):
        show_papers(market)
        submit(market)
        services.withdraw(actor=market.actor("supplier"), application_id=market.application.pk, version=1, at=AT)

        with pytest.raises(ChangedMeanwhileError):
            services.submit(actor=market.actor("supplier"), application_id=market.application.pk, version=0, at=AT)

    def test_tells_the_county(self, market):
        show_papers(market)

        submit(market)

        assert market.users["quality"].messages.filter(text__contains=DOSSIER.name).count() == 1
        assert not market.users["other_county"].messages.exists()


class TestWithdraw:
    def test_is_over_when_both_functions_have_passed_it(self, market):
        show_papers(market)
        submit(market)
        vet(market)

        with pytest.raises(StepNotPermittedError):
            services.withdraw(actor=market.actor("supplier"), application_id=market.application.pk, version=1, at=AT)


class TestApplyAnew:
    def test_leaves_what_was_admitted_until_the_new_one_is(self, market):
        all_the_way(market)

        second = services.apply_anew(actor=market.actor("supplier"), at=AT)

        market.supplier.refresh_from_db()
        assert market.supplier.admission_id != second.pk
        assert market.supplier.admission_id is not None

    def test_is_refused_while_one_is_open(self, market):
        with pytest.raises(InvalidError):
            services.apply_anew(actor=market.actor("supplier"), at=AT)

        assert Supplier.objects.get().applications.count() == 1
