"""Who may open what: one table of URL × role × expected status.

A page that is not in the table fails the last test.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from nongcai.interfaces.web.middleware import OPEN_TO
from tests.interfaces.trading import POSTS, as_awaiting, asked
from tests.interfaces.web.addresses import page_names
from tests.interfaces.web.arguments import CONTACT_ACTS, NOTICE_ACTS, SHARING_ACTS, present, undone
from tests.interfaces.web.makers import MAKERS, world_of
from tests.interfaces.web.market_table import CONCERNED, MARKET, REVIEWERS
from tests.interfaces.web.orders_table import (
    BUYERS_ACTS,
    OWN_POSTS,
    POST_OF,
    READERS,
    SELLERS_ACTS,
    STANDING_ACTS,
)
from tests.interfaces.web.support_table import POSTED, READS

ROLES = (
    "city_finance", "district_finance", "supervisor", "unit", "auditor", "stranger", "buyer", "support",
    "audit_officer", "system_officer", "security_officer", "awaiting", "programmer", "reviewer",
    "union_reader", "soe_reader", "farm_reader", "preparer", "approver", *POSTS, *MARKET, "anonymous",
)  # fmt: skip
# They do a part of finance's work.
PARTS = ("programmer", "reviewer")
# They share what the school's one account does alone: who approves writes nothing and opens nothing.
STAFF = ("preparer", "approver")
NOT_APPROVER = {"approver": 404}
STANDING = ("counting", "payment")
RULING, NO_LOGS = {"programmer": 200}, dict.fromkeys(PARTS, 404)
ANYBODY = dict.fromkeys(ROLES, 200) | {"anonymous": 302}
OFFICERS = ("audit_officer", "system_officer", "security_officer")
# What has to do with how units are managed is not there for those who buy, help, keep accounts, or wait.
APART = dict.fromkeys(
    ("buyer", "support", "awaiting", "union_reader", "soe_reader", "farm_reader", *POSTS, *OFFICERS, *MARKET), 404
)
SIGNED_IN = ANYBODY | APART
LED_ON = dict.fromkeys(ROLES, 302)
LED_ON_INSIDE = LED_ON | APART
EVERYBODY = dict.fromkeys(ROLES, 200)
POSTS_ONLY = dict.fromkeys(ROLES, 405)
POSTS_OF_ANYBODY = POSTS_ONLY | {"anonymous": 302}
POSTS_ONLY_INSIDE = POSTS_OF_ANYBODY | APART
WATCHERS = dict.fromkeys(("support", *OFFICERS), 200)


@dataclass(frozen=True)
class Row:
    """What a GET of a page answers to each role."""

    name: str
    said: dict[str, int]
    own: dict[str, int] = field(default_factory=dict)

    @property
    def world(self) -> object:
        """Return what builds the hall, where it is made there."""
        return world_of(MAKERS.get(self.name))

    @property
    def expected(self) -> dict[str, int]:
        """Return role → status; who does a part of another's work reads what others read, and its own."""
        parts = dict.fromkeys(PARTS, self.said["auditor"]) | dict.fromkeys(STAFF, self.said["unit"])
        return self.said | parts | as_awaiting(self.said) | self.own


def within(*roles: str) -> dict[str, int]:
    """These see it; for the others who signed in it is not there."""
    return dict.fromkeys(ROLES, 404) | dict.fromkeys(roles, 200) | {"anonymous": 302}


def posts_of(*roles: str) -> dict[str, int]:
    """These act there, and nobody reads it."""
    return POSTS_ONLY_INSIDE | dict.fromkeys(roles, 405)


# Whoever manages reads the orders that count below, whoever buys the own ones, the platform all.
OF_BUYERS = SIGNED_IN | dict.fromkeys(("buyer", "platform"), 200)
ORDER_READS = ("order_show", "contract_show", "evidence_file", "return_file")
HALL = ("hall_show", "offer_list", "offer_compare", "name_suggest", "product_show", "seller_show", "county_show")
HALL += ("zone_show",)
MARKET_READS = ("paper_scan", "measure_show", "letter_download")
REVIEWING_ACTS = ("pass", "publicise", "recommend", "admit", "return", "recall")
PLATFORM_ACTS = ("paper_accept", "paper_refuse", "measure_notify", "measure_decide")
GOODS_READS = ("product_new", "product_edit", "offer_new", "plan_list", "plan_new", "plan_edit")
GOODS_READS += tuple(f"batch_{name}" for name in ("list", "new", "template", "change", "show"))
CATEGORY_READS = ("category_list", "category_new", "category_show", "attribute_edit")
BUYING = ("supervisor", "unit", "stranger", "buyer")
WORD_READS = ("synonym_list", "listing_list", "listing_template", "listing_show")
WORD_ACTS = ("synonym_add", "synonym_switch", "listing_upload", "listing_load", "listing_end")
PRICE_READS = ("rule_new", "reference_list", "reference_new", "batch_new", "batch_template", "batch_show", "name_list")
PRICE_ACTS = ("alarm_decide", "rule_end", "reference_strike", "batch_name", "batch_load", "batch_rejects")
PRICE_ACTS += ("name_forget",)
# Who works for a body that buys, beside the buyer.
TRADES, TRADES_ACT = dict.fromkeys(POSTS, 200), dict.fromkeys(POSTS, 405)
APPROVAL_ACTS = ("inbox_agree", "request_agree", "request_refuse", "request_withdraw")
NOBODY = dict.fromkeys(ROLES, 404)
CITY = within("city_finance", "auditor")
BUREAUS = within("city_finance", "district_finance", "auditor")
LAYERS = within("city_finance", "district_finance", "supervisor")
OPENERS = within("city_finance", "district_finance", "supervisor", "unit", "stranger")
SCHOOL = within("city_finance", "auditor", "supervisor", "unit")

TABLE = (
    Row("desk:desk_show", ANYBODY),
    Row("desk:message_list", ANYBODY),
    *(Row(f"hall:{name}", ANYBODY) for name in HALL),
    Row("desk:message_read", POSTS_OF_ANYBODY),
    Row("accounts:session_open", LED_ON | {"anonymous": 200}),
    Row("accounts:session_close", POSTS_ONLY),
    Row("accounts:membership_choose", ANYBODY),
    Row("accounts:account_activate", EVERYBODY),
    Row("accounts:role_list", ANYBODY),
    Row("accounts:account_list", SIGNED_IN | WATCHERS),
    Row("accounts:step_list", within("auditor", "audit_officer"), NO_LOGS),
    Row("accounts:account_open", within("city_finance", "district_finance", "supervisor", "system_officer")),
    Row("accounts:account_show", SCHOOL | WATCHERS),
    *(Row(f"accounts:market_{name}", within("platform")) for name in ("list", "open", "show")),
    *(Row(f"accounts:market_{act}", posts_of("platform")) for act in ("renew", "unlock", "close", "reset")),
    Row("accounts:buyer_list", SIGNED_IN),
    Row("accounts:buyer_open", OPENERS, NOT_APPROVER),
    Row("accounts:buyer_term", within("city_finance", "supervisor", "unit"), NOT_APPROVER),
    *(Row(f"accounts:batch_{act}", OPENERS | {"system_officer": 200}, NOT_APPROVER) for act in ("new", "template")),
    Row("accounts:batch_show", within("city_finance")),
    *(Row(f"accounts:batch_{act}", POSTS_ONLY_INSIDE | {"system_officer": 405}) for act in ("open", "rejects")),
    *(
        Row(f"accounts:post_{act}", within("city_finance", "supervisor", "security_officer"))
        for act in ("hand_over", "depute", "give", "end")
    ),
    *(Row(f"accounts:post_{act}", POSTS_ONLY_INSIDE | {"security_officer": 405}) for act in ("grant", "sign")),
    *(Row(f"accounts:account_{act}", POSTS_ONLY_INSIDE | {"system_officer": 405}) for act in ("unlock", "close")),
    Row("accounts:account_renew", POSTS_ONLY_INSIDE | {"support": 405, "system_officer": 405}),
    Row("accounts:factors_reset", POSTS_ONLY_INSIDE | {"security_officer": 405}),
    Row("contacts:liaison_list", SIGNED_IN),
    Row("contacts:liaison_show", SCHOOL),
    Row("contacts:look_list", BUREAUS | {"audit_officer": 200}, NO_LOGS),
    *(Row(f"contacts:{act}", POSTS_ONLY_INSIDE) for act in CONTACT_ACTS),
    Row("assessments:nature_state", POSTS_ONLY_INSIDE),
    Row("accounts:session_confirm", LED_ON),
    Row("accounts:session_secure", LED_ON),
    # Without a gateway for short messages there is no such page.
    *(Row(f"accounts:phone_{act}", NOBODY) for act in ("enter", "confirm", "choose")),
    # There is an identity service, but it does not answer.
    *(Row(f"accounts:identity_{act}", LED_ON) for act in ("open", "return")),
    Row("accounts:identity_link", ANYBODY),
    Row("accounts:identity_unlink", POSTS_OF_ANYBODY),
    Row("accounts:session_passkey", EVERYBODY),
    Row("accounts:passkey_confirm", POSTS_ONLY),
    *(Row(f"accounts:{name}", ANYBODY) for name in ("security_show", "passkey_enter", "factor_enter")),
    *(
        Row(f"accounts:{act}", POSTS_OF_ANYBODY)
        for act in ("password_change", "factor_remove", "codes_renew", "passkey_remove")
    ),
    Row("components:component_list", EVERYBODY),
    Row("programmes:programme_show", SIGNED_IN),
    Row("programmes:programme_edit", within("city_finance", "district_finance"), RULING),
    Row("programmes:programme_publish", POSTS_ONLY_INSIDE),
    Row("programmes:programme_copy", POSTS_ONLY_INSIDE),
    Row("programmes:rule_new", LAYERS, RULING),
    Row("programmes:rule_edit", within("city_finance"), RULING),
    *(
        Row(f"programmes:rule_{act}", POSTS_ONLY_INSIDE)
        for act in ("publish", "publish_all", "end", "discard", "export")
    ),
    Row("programmes:rule_rehearse", LAYERS, RULING),
    *(Row(f"programmes:{what}_new", within("city_finance", "district_finance"), RULING) for what in STANDING),
    *(Row(f"programmes:{what}_edit", within("city_finance"), RULING) for what in STANDING),
    *(Row(f"programmes:{one}_{do}", POSTS_ONLY_INSIDE) for one in STANDING for do in ("publish", "end", "discard")),
    Row("programmes:grant_list", BUREAUS),
    Row("programmes:exemption_enter", POSTS_ONLY_INSIDE),
    Row("programmes:exemption_end", POSTS_ONLY_INSIDE),
    Row("programmes:extension_enter", POSTS_ONLY_INSIDE),
    Row("programmes:extension_end", POSTS_ONLY_INSIDE),
    Row("programmes:target_list", BUREAUS),
    *(Row(f"programmes:target_{act}", POSTS_ONLY_INSIDE) for act in ("enter", "enter_many")),
    Row("programmes:dayoff_list", BUREAUS),
    Row("programmes:dayoff_enter", POSTS_ONLY_INSIDE),
    Row("organisations:unit_list", SIGNED_IN),
    Row("shares:filing_own", LED_ON_INSIDE),
    Row("shares:filing_list", SIGNED_IN),
    Row("shares:filing_export", POSTS_ONLY_INSIDE),
    Row("shares:inbox_show", SIGNED_IN),
    Row("shares:inbox_decide", POSTS_ONLY_INSIDE),
    *(Row(f"shares:table_{act}", LAYERS | {"auditor": 200}) for act in ("show", "print")),
    Row("shares:table_export", POSTS_ONLY_INSIDE),
    Row("shares:report_show", BUREAUS),
    *(Row(f"shares:report_{act}", POSTS_ONLY_INSIDE) for act in ("submit", "accept", "send_back")),
    Row("shares:bulk_new", LAYERS),
    Row("shares:bulk_show", within("city_finance")),
    *(Row(f"shares:bulk_{act}", POSTS_ONLY_INSIDE) for act in ("form", "fill", "rejects")),
    Row("shares:filing_show", SCHOOL),
    Row("shares:filing_print", SCHOOL),
    Row("shares:filing_file", within("supervisor", "unit"), NOT_APPROVER),
    Row("shares:scan_upload", POSTS_ONLY_INSIDE),
    Row("shares:scan_list", SCHOOL),
    *(Row(f"shares:{act}", POSTS_ONLY_INSIDE) for act in SHARING_ACTS),
    *(Row(f"shares:{kind}_download", within()) for kind in ("scan", "proof")),
    *(Row(f"shares:filing_{act}", POSTS_ONLY_INSIDE) for act in ("draft", "withdraw", "keep", "decide")),
    Row("assessments:board_own", LED_ON_INSIDE),
    Row("assessments:ranking_own", LED_ON_INSIDE),
    Row("assessments:line_show", within("union_reader", "soe_reader")),
    Row("assessments:origin_show", within("farm_reader")),
    Row("assessments:board_show", CITY),
    Row("assessments:ranking_show", CITY),
    Row("assessments:board_export", POSTS_ONLY_INSIDE),
    Row("assessments:opening_enter", within("city_finance")),
    Row("assessments:unit_show", SCHOOL),
    Row("assessments:entry_list", SCHOOL),
    Row("assessments:transaction_show", within()),
    Row("imports:run_list", BUREAUS),
    Row("imports:run_new", within("city_finance", "district_finance")),
    Row("imports:run_detail", CITY),
    Row("imports:run_answer", POSTS_ONLY_INSIDE),
    Row("imports:run_accept", POSTS_ONLY_INSIDE),
    Row("imports:run_check", POSTS_ONLY_INSIDE),
    Row("imports:run_changes", POSTS_ONLY_INSIDE),
    Row("imports:run_backward", CITY),
    Row("imports:run_backward_decide", POSTS_ONLY_INSIDE),
    Row("imports:run_load", POSTS_ONLY_INSIDE),
    Row("imports:run_discard", POSTS_ONLY_INSIDE),
    Row("imports:run_rejects", POSTS_ONLY_INSIDE),
    Row("imports:template_download", BUREAUS),
    Row("imports:reconciliation_list", BUREAUS),
    Row("imports:run_answers", BUREAUS),
    Row("imports:run_answers_change", POSTS_ONLY_INSIDE),
    Row("imports:reconciliation_settle", POSTS_ONLY_INSIDE),
    Row("imports:reconciliation_settled", BUREAUS),
    Row("imports:reconciliation_show", CITY),
    Row("imports:reconciliation_revise", POSTS_ONLY_INSIDE),
    Row("imports:reconciliation_reopen", POSTS_ONLY_INSIDE),
    Row("urging:letter_list", SIGNED_IN),
    Row("urging:letter_new", within("city_finance", "district_finance")),
    Row("urging:letter_show", CITY),
    Row("urging:letter_paper", CITY),
    Row("urging:letter_final", CITY),
    *(Row(f"urging:letter_{act}", POSTS_ONLY_INSIDE) for act in ("edit", "number", "name", "step", "final_upload")),
    Row("reorganisations:reorganisation_list", BUREAUS),
    Row("reorganisations:reorganisation_new", within("city_finance", "district_finance")),
    Row("reorganisations:reorganisation_show", CITY),
    Row("reorganisations:reorganisation_print", CITY),
    Row("reorganisations:reorganisation_told", within("city_finance", "auditor", "supervisor", "unit")),
    Row("reorganisations:reorganisation_edit", within("city_finance")),
    Row("reorganisations:reorganisation_step", POSTS_ONLY_INSIDE),
    Row("reorganisations:line_add", POSTS_ONLY_INSIDE),
    Row("reorganisations:line_remove", POSTS_ONLY_INSIDE),
    Row("reorganisations:person_place", POSTS_ONLY_INSIDE),
    Row("reorganisations:approval_upload", POSTS_ONLY_INSIDE),
    Row("reorganisations:codes_template", within("city_finance", "district_finance")),
    Row("reorganisations:codes_show", within("city_finance")),
    *(Row(f"reorganisations:codes_{act}", POSTS_ONLY_INSIDE) for act in ("upload", "load", "rejects")),
    Row("reorganisations:approval_download", CITY),
    Row("urging:lagging_list", BUREAUS),
    Row("urging:lagging_remind", POSTS_ONLY_INSIDE),
    Row("urging:lagging_export", POSTS_ONLY_INSIDE),
    Row("urging:contact_list", BUREAUS),
    Row("urging:call_enter", within("city_finance")),
    Row("urging:policy_edit", within("city_finance", "district_finance")),
    Row("urging:announcement_list", SIGNED_IN),
    Row("urging:announcement_show", SIGNED_IN),
    Row("urging:announcement_greet", SIGNED_IN),
    Row("urging:announcement_new", within("city_finance", "district_finance")),
    Row("urging:announcement_acknowledge", POSTS_ONLY_INSIDE),
    Row("urging:announcement_withdraw", POSTS_ONLY_INSIDE),
    Row("urging:announcement_file", NOBODY | {"anonymous": 302}),
    *(Row(f"guides:guide_{name}", OF_BUYERS | {"supplier": 200}, OWN_POSTS) for name in ("list", "show")),
    Row("webhooks:subscription_list", BUREAUS),
    Row("webhooks:subscription_new", within("city_finance", "district_finance")),
    Row("webhooks:subscription_show", within("city_finance", "auditor")),
    *(Row(f"webhooks:subscription_{act}", POSTS_ONLY_INSIDE) for act in ("step", "secret", "replay")),
    Row("webhooks:delivery_replay", POSTS_ONLY_INSIDE),
    Row("notices:notice_list", SIGNED_IN),
    Row("notices:notice_draft", POSTS_ONLY_INSIDE),
    Row("notices:notice_show", CITY),
    Row("notices:notice_preview", CITY),
    Row("notices:notice_export", POSTS_ONLY_INSIDE),
    Row("notices:notice_sealed", POSTS_ONLY_INSIDE),
    *(Row(f"notices:notice_{act}", POSTS_ONLY_INSIDE) for act in NOTICE_ACTS),
    Row("suppliers:registration_new", EVERYBODY),
    Row("payments:notice_take", POSTS_ONLY),
    *(Row(f"suppliers:{name}", within(*REVIEWERS)) for name in ("supplier_list", "application_list")),
    *(Row(f"suppliers:{name}", within("supplier")) for name in ("supplier_own", "application_fill", "paper_new")),
    *(Row(f"suppliers:application_{act}", posts_of("supplier")) for act in ("renew", "submit", "withdraw")),
    Row("suppliers:application_recommend_many", posts_of(*REVIEWERS)),
    Row("suppliers:measure_answer", posts_of("supplier")),
    *(Row(f"suppliers:{name}", within(*MARKET)) for name in ("paper_list", "measure_list")),
    *(Row(f"suppliers:{name}", within("supplier", *CONCERNED)) for name in MARKET_READS),
    Row("suppliers:supplier_show", within(*CONCERNED)),
    *(Row(f"suppliers:application_{act}", posts_of(*REVIEWERS)) for act in REVIEWING_ACTS),
    *(Row(f"suppliers:{act}", posts_of(*REVIEWERS)) for act in ("objection_enter", "objection_answer", "check_enter")),
    *(Row(f"suppliers:{act}", posts_of("platform")) for act in PLATFORM_ACTS),
    Row("goods:product_list", within(*MARKET)),
    *(Row(f"goods:{name}", within("supplier", *CONCERNED)) for name in ("product_show", "offer_show", "picture_show")),
    *(Row(f"goods:{name}", within("platform")) for name in ("queue_show", *CATEGORY_READS)),
    *(Row(f"goods:{name}", within("supplier")) for name in GOODS_READS),
    *(Row(f"goods:product_{act}", posts_of("supplier")) for act in ("submit", "withdraw", "retire")),
    *(Row(f"goods:product_{act}", posts_of("platform")) for act in ("pass", "return")),
    *(Row(f"goods:picture_{act}", posts_of("supplier")) for act in ("add", "remove", "first")),
    *(Row(f"goods:offer_{act}", posts_of("supplier")) for act in ("edit", "price", "stock", "switch")),
    *(Row(f"goods:batch_{act}", posts_of("supplier")) for act in ("form", "check", "load", "discard", "rejects")),
    Row("goods:offer_export", posts_of("supplier", "platform")),
    *(Row(f"goods:category_{act}", posts_of("platform")) for act in ("plant", "edit", "move", "open")),
    Row("goods:attribute_ask", posts_of("platform")),
    *(Row(f"zones:zone_{act}", within("supplier", "platform")) for act in ("list", "show")),
    *(Row(f"zones:zone_{act}", within("platform")) for act in ("new", "edit")),
    Row("zones:banner_show", ANYBODY),
    *(Row(f"zones:{name}", posts_of("platform")) for name in ("zone_step", "curator_name", "banner_hang")),
    *(Row(f"zones:entry_{act}", posts_of("platform")) for act in ("decide", "remove", "order")),
    *(Row(f"zones:entry_{act}", posts_of("supplier")) for act in ("apply", "withdraw")),
    Row("demands:demand_list", within(*BUYING, "supplier", "platform")),
    Row("demands:demand_show", within("unit", "buyer", "supplier", "platform")),
    Row("demands:demand_new", within(*BUYING)),
    Row("demands:demand_close", POSTS_ONLY_INSIDE | {"buyer": 405}),
    *(Row(f"demands:demand_{act}", POSTS_ONLY_INSIDE | {"supplier": 405}) for act in ("answer", "retract")),
    Row("demands:number_look", posts_of("supplier", "platform")),
    *(Row(f"reorders:{name}", within(*BUYING)) for name in ("list_list", "line_add")),
    Row("reorders:list_show", within("unit", "buyer")),
    *(Row(f"reorders:list_{act}", POSTS_ONLY_INSIDE | {"buyer": 405}) for act in ("new", "rename", "copy", "remove")),
    *(Row(f"reorders:line_{act}", POSTS_ONLY_INSIDE | {"buyer": 405}) for act in ("change", "remove")),
    *(Row(f"goods:{name}", within("platform")) for name in WORD_READS),
    *(Row(f"goods:{name}", posts_of("platform")) for name in WORD_ACTS),
    *(Row(f"prices:{name}", within(*MARKET)) for name in ("alarm_list", "rule_list")),
    *(Row(f"prices:{name}", within("supplier", *CONCERNED)) for name in ("alarm_show", "elsewhere_file")),
    *(Row(f"orders:{name}", OF_BUYERS, OWN_POSTS) for name in ("order_list", "uncounted_list")),
    Row(
        "orders:order_export", POSTS_ONLY_INSIDE | dict.fromkeys(("buyer", "platform"), 405), dict.fromkeys(POSTS, 405)
    ),
    Row("orders:sale_list", within("supplier")),
    Row("orders:sale_export", posts_of("supplier")),
    *(Row(f"orders:{name}", within("buyer")) for name in ("order_new", "cart_show", "cart_add")),
    *(Row(f"orders:standing_{act}", within("buyer")) for act in ("list", "new", "show", "edit")),
    *(Row(f"orders:standing_{act}", posts_of("buyer")) for act in STANDING_ACTS),
    Row("orders:correction_list", SIGNED_IN | {"buyer": 200}),
    Row("orders:correction_ask", posts_of("buyer")),
    Row("orders:correction_answer", POSTS_ONLY_INSIDE),
    *(Row(f"orders:cart_{act}", posts_of("buyer")) for act in ("change", "remove")),
    *(Row(f"orders:return_{act}", posts_of("supplier")) for act in ("answer", "take")),
    *(Row(f"orders:{name}", within(*READERS), OWN_POSTS) for name in ORDER_READS),
    *(Row(f"orders:order_{act}", posts_of("supplier")) for act in SELLERS_ACTS),
    *(
        Row(f"orders:order_{act}", posts_of("buyer"), {POST_OF[act]: 405} if act in POST_OF else {})
        for act in BUYERS_ACTS
    ),
    Row("prices:alarm_reply", posts_of("supplier")),
    Row("prices:reply_file", ANYBODY),
    Row("prices:elsewhere_prove", within("supervisor", "unit", "stranger", "buyer", "platform"), NOT_APPROVER),
    *(Row(f"prices:{name}", within("platform")) for name in PRICE_READS),
    *(Row(f"prices:{name}", posts_of("platform")) for name in PRICE_ACTS),
    *(Row(name, within(*who), dict.fromkeys(set(who) & set(POSTS), 200)) for name, who in READS.items()),
    *(
        Row(name, posts_of(*who), dict.fromkeys(set(who) & set(POSTS), 405))
        for name, (who, _sent, _done) in POSTED.items()
    ),
    *(
        Row(f"approvals:{name}", within("city_finance", "district_finance", *BUYING), TRADES)
        for name in ("inbox_show", "request_list")
    ),
    *(Row(f"approvals:{name}_list", within(*BUYING), TRADES) for name in ("level", "delegation", "budget")),
    *(Row(f"approvals:{name}_show", within("unit", "buyer"), TRADES) for name in ("request", "budget")),
    *(Row(f"approvals:{name}", POSTS_ONLY_INSIDE | {"buyer": 405}, TRADES_ACT) for name in APPROVAL_ACTS),
    *(Row(f"approvals:delegation_{act}", POSTS_ONLY_INSIDE | {"buyer": 405}, TRADES_ACT) for act in ("new", "end")),
    *(Row(f"approvals:budget_{act}", POSTS_ONLY_INSIDE) for act in ("change", "close")),
    Row("approvals:level_edit", within("unit"), NOT_APPROVER),
    Row("approvals:budget_new", within("supervisor", "unit", "stranger"), NOT_APPROVER),
    *(Row(f"support:{name}", EVERYBODY) for name in ("help_show", "article_show")),
    *(Row(f"support:question_{name}", ANYBODY) for name in ("list", "new")),
    Row("support:question_step", POSTS_OF_ANYBODY),
    *(Row(f"support:question_{name}", within("buyer", "platform")) for name in ("show", "file")),
    *(Row(f"support:{name}", within("platform")) for name in ("article_new", "article_edit", "hotline_list")),
    Row("support:hotline_end", posts_of("platform")),
    Row("notices:public_list", EVERYBODY),
    Row("notices:public_show", NOBODY),
    Row("notices:public_sealed", NOBODY),
)


@pytest.mark.usefixtures("hired", "silent_service")
class TestAccess:
    @pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
    def test_follows_the_table(self, row, cast, browser_of):
        address = reverse(row.name, kwargs=MAKERS.get(row.name, lambda cast: {})(cast))

        def status(role):
            return browser_of(present(cast, role)).get(address).status_code

        answered = {role: undone(lambda role=role: status(role)) for role in asked(row.name, OPEN_TO, row.expected)}

        assert row.expected | answered == row.expected

    def test_is_settled_for_every_page(self):
        assert page_names() - {row.name for row in TABLE} == set()
