from datetime import date, timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    CategoryClosedError,
    CategoryNotLastError,
    ClaimError,
    FactChoiceError,
    FactMissingError,
    MarkupError,
    NeedsMissingError,
    NetContentError,
    NetUnitError,
    PictureMissingError,
    ProductChangedError,
    ProductReasonError,
    ProductStepError,
    SupplierNotAdmittedError,
)
from nongcai.domain.catalogue.models import PriceAlarm, Product, ProductPaper, ShelfRow
from nongcai.domain.catalogue.rules import fold
from nongcai.domain.catalogue.states import PriceBasis, ProductState
from nongcai.domain.notifications.models import Message
from nongcai.domain.suppliers.errors import NotOfTheCountiesError
from nongcai.domain.suppliers.models import Paper, Supplier
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.goods import (
    category,
    drafted,
    handed_in,
    hold_paper,
    listed,
    passed,
    pictured,
    returned,
    second_supplier,
    submitted,
    told_product,
)
from tests.market import AT, CITY, show_papers
from tests.prices import rule, told_reference


def revise(market, product, **changes):
    told = told_product(**changes)
    return services.revise_product(actor=market.actor("supplier"), product_id=product.pk, told=told, at=AT)


class TestDraft:
    def test_keeps_what_is_told(self, market):
        product = drafted(market, allergens="无")

        assert (product.state, product.version) == (ProductState.DRAFT, 0)
        assert {fact.attribute.name: fact.value for fact in product.facts.all()} == {"品种": "木耳", "等级": "特级"}

    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [
            (MarkupError, {"name": "<script>alert(1)</script>木耳"}),
            (MarkupError, {"name": "木耳&lt;b&gt;"}),
            (MarkupError, {"words": "看<a href=x>这里</a>"}),
            (MarkupError, {"producer": "合作社\x00"}),
            (NetUnitError, {"net_unit": ""}),
            (NetUnitError, {"net_unit": "斤"}),
            (NetContentError, {"net_quantity": Decimal(0)}),
            (NetContentError, {"net_quantity": Decimal("-1")}),
            (NetContentError, {"net_quantity": Decimal("0.0001")}),
            (FactMissingError, {"facts": {}}),
            (NotOfTheCountiesError, {"county_code": CITY}),
        ],
    )
    def test_refuses_what_makes_no_sense_and_keeps_nothing(self, market, refusal, changes):
        with pytest.raises(refusal) as told:
            drafted(market, **changes)

        assert str(told.value).endswith("。")
        assert not Product.objects.exists()

    def test_takes_signs_that_are_no_markup(self, market):
        assert drafted(market, name="木耳 A&B 水分<12%").pk

    def test_refuses_an_answer_that_is_none_of_the_choices(self, market):
        told = told_product()
        facts = dict.fromkeys(told.facts, "极品")

        with pytest.raises(FactChoiceError) as refusal:
            drafted(market, facts=facts)

        assert "木耳、香菇" in str(refusal.value)

    def test_refuses_a_closed_category_and_one_with_others_below(self, market):
        row = category("食用菌")
        services.open_category(actor=market.actor("platform"), category_id=row.pk, is_open=False, at=AT)

        with pytest.raises(CategoryClosedError):
            drafted(market)
        with pytest.raises(CategoryNotLastError):
            drafted(market, place="干货山珍")

    def test_is_an_admitted_suppliers(self, market):
        Supplier.objects.filter(pk=market.supplier.pk).update(admission=None)

        with pytest.raises(SupplierNotAdmittedError):
            drafted(market)
        with pytest.raises(NotAllowedError):
            drafted(market, by="platform")


class TestClaims:
    def test_stand_on_a_paper_of_the_right_kind(self, market):
        organic = hold_paper(market, PaperKind.ORGANIC)

        product = drafted(market, claims={"organic": organic.pk})

        assert ProductPaper.objects.get().paper == organic
        with pytest.raises(ClaimError):
            revise(market, product, claims={"green": organic.pk})

    def test_refuse_a_paper_that_was_not_accepted(self, market):
        show_papers(market, PaperKind.ORGANIC)

        with pytest.raises(ClaimError) as refusal:
            drafted(market, claims={"organic": Paper.objects.get(kind=PaperKind.ORGANIC).pk})

        assert "有机产品认证证书" in str(refusal.value)

    def test_refuse_a_paper_of_somebody_else(self, market):
        other, actor = second_supplier(market)
        theirs = hold_paper(market, PaperKind.ORGANIC)
        told = told_product(claims={"organic": theirs.pk})

        with pytest.raises(ClaimError):
            services.draft_product(actor=actor, told=told, at=AT)
        assert not Product.objects.filter(supplier=other).exists()

    def test_refuse_a_paper_that_ended_before_it_is_submitted(self, market):
        organic = hold_paper(market, PaperKind.ORGANIC, until=date(2024, 3, 31))
        product = drafted(market, claims={"organic": organic.pk})
        pictured(market, product)

        with pytest.raises(ClaimError):
            services.submit_product(actor=market.actor("supplier"), product_id=product.pk, at=AT + timedelta(days=31))


class TestSubmit:
    def test_makes_a_version_that_the_platform_sees(self, market):
        product = handed_in(market)

        assert (product.state, product.version) == (ProductState.SUBMITTED, 1)
        assert list(queries.waiting_products(market.actor("platform"))) == [product]

    def test_wants_a_picture(self, market):
        with pytest.raises(PictureMissingError):
            submitted(market, drafted(market))

    def test_wants_the_papers_of_its_category(self, market):
        product = drafted(market, place="熟食腊味")
        pictured(market, product)

        with pytest.raises(NeedsMissingError) as refusal:
            submitted(market, product)

        assert "食品生产许可证（SC）、动物防疫条件合格证" in str(refusal.value)

    def test_wants_its_category_to_be_open_still(self, market):
        product = drafted(market)
        pictured(market, product)
        row = category("食用菌")
        services.open_category(actor=market.actor("platform"), category_id=row.pk, is_open=False, at=AT)

        with pytest.raises(CategoryClosedError):
            submitted(market, product)

    def test_is_not_done_twice(self, market):
        product = handed_in(market)

        with pytest.raises(ProductStepError):
            submitted(market, product)


class TestReview:
    def test_lists_what_passed(self, market):
        product = listed(market)

        assert (product.state, product.listed_at) == (ProductState.LISTED, AT)
        assert ShelfRow.objects.get().is_up
        assert Message.objects.filter(text__contains="已通过平台审核", path=f"/goods/{product.pk}/").exists()

    def test_sends_back_with_a_reason_and_words(self, market):
        product = handed_in(market)
        with pytest.raises(ProductReasonError):
            returned(market, product, words=" ")

        product = returned(market, product)

        assert product.state == ProductState.RETURNED
        assert queries.returned_by(product).words == "请补充产地"

    def test_decides_on_the_version_that_was_seen(self, market):
        product = handed_in(market)
        seen = as_seen(product)
        services.withdraw_product(actor=market.actor("supplier"), product_id=product.pk, at=AT)
        submitted(market, product)

        with pytest.raises(ProductChangedError):
            passed(market, seen)

    def test_is_the_platforms(self, market):
        product = handed_in(market)

        for name in ("supplier", "quality"):
            with pytest.raises(NotAllowedError):
                services.pass_product(actor=market.actor(name), product_id=product.pk, version=1, words="", at=AT)

    def test_does_not_pass_what_lost_its_paper_meanwhile(self, market):
        product = handed_in(market)
        Paper.objects.filter(kind=PaperKind.FOOD_SALE).update(until=date(2024, 3, 31))

        with pytest.raises(NeedsMissingError):
            services.pass_product(
                actor=market.actor("platform"),
                product_id=product.pk,
                version=1,
                words="",
                at=AT + timedelta(days=400),
            )


class TestPrices:
    def test_are_looked_at_when_goods_come_to_the_shelf(self, market):
        platform = market.actor("platform")
        services.enter_reference(actor=platform, told=told_reference(category("食用菌").pk), at=AT)
        rule(platform, basis=PriceBasis.REFERENCE)

        # 25 yuan for 250 grams are 100 a kilogram; the market asks 40.
        product = listed(market)

        assert PriceAlarm.objects.get(offer__product=product).state == "open"


class TestChanges:
    def test_are_those_since_the_reviewer_decided_last(self, market):
        product = returned(market, handed_in(market))
        revise(market, product, storage="冷藏")
        product = submitted(market, product)
        services.withdraw_product(actor=market.actor("supplier"), product_id=product.pk, at=AT)
        revise(market, product, storage="冷藏", shelf_life_days=365)
        product = submitted(market, product)

        changes = {one.label: (one.before, one.after) for one in queries.changes_since(product)}

        assert changes == {"贮存条件": ("阴凉干燥处", "冷藏"), "保质期（天）": ("540", "365")}

    def test_are_none_at_first(self, market):
        assert queries.changes_since(handed_in(market)) == []


class TestRevise:
    def test_of_a_regulated_fact_takes_it_off_the_shelf_until_it_was_looked_at(self, market):
        product = listed(market)

        product = revise(market, product, name="卢氏黑木耳（新）")

        assert product.state == ProductState.DRAFT
        assert not ShelfRow.objects.get().is_up
        product = passed(market, submitted(market, product))
        assert ShelfRow.objects.get().name == fold("卢氏黑木耳（新）")
        assert product.listed_at == AT

    def test_of_nothing_leaves_it_listed(self, market):
        product = listed(market)

        assert revise(market, product).state == ProductState.LISTED

    def test_of_a_fact_or_claim_counts_too(self, market):
        product = listed(market)
        organic = hold_paper(market, PaperKind.ORGANIC)

        assert revise(market, product, claims={"organic": organic.pk}).state == ProductState.DRAFT

    def test_of_a_picture_counts_too(self, market):
        product = listed(market)

        pictured(market, product, alt="背面")

        product.refresh_from_db()
        assert product.state == ProductState.DRAFT

    def test_lets_the_offers_follow_the_label(self, market):
        product = listed(market)

        revise(market, product, net_quantity=Decimal(500))

        assert queries.offers_of(product).get().net == Decimal("0.5")

    def test_waits_while_the_platform_looks(self, market):
        product = handed_in(market)

        with pytest.raises(ProductStepError):
            revise(market, product, name="另一个名称")

    def test_is_the_own_suppliers(self, market):
        product = listed(market)
        _other, actor = second_supplier(market)

        with pytest.raises(NotFoundError):
            services.revise_product(actor=actor, product_id=product.pk, told=told_product(), at=AT)


class TestRetire:
    def test_ends_it(self, market):
        product = listed(market)

        services.retire_product(actor=market.actor("supplier"), product_id=product.pk, at=AT)

        assert not ShelfRow.objects.get().is_up
        with pytest.raises(ProductStepError):
            revise(market, product)


class TestVisible:
    @pytest.mark.parametrize(("name", "count"), [("supplier", 2), ("platform", 1), ("quality", 1), ("other_county", 0)])
    def test_are_the_own_and_of_others_what_was_submitted(self, market, name, count):
        drafted(market)
        handed_in(market)

        assert queries.products_visible_to(market.actor(name)).count() == count


def as_seen(product):
    """Return a product as somebody saw it."""
    return Product.objects.get(pk=product.pk)
