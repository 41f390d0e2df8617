"""Who may act where: one table of acting URL × role, with input that only the right to act can refuse.

`test_access.py` asks who may read. Here each address that takes a POST gets one from each role. Where `done` says that
the form or the state stops those who may act, others are stopped before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nongcai.domain.imports import services as imports
from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.notices.models import Notice
from nongcai.interfaces.web.middleware import OPEN_TO
from tests.cast import AT, YEAR
from tests.interfaces.trading import POSTS, as_awaiting, asked
from tests.interfaces.web.addresses import page_names
from tests.interfaces.web.arguments import NOTICE_ACTS, draft, matter, present, undone
from tests.interfaces.web.goods_table import uploaded
from tests.interfaces.web.makers import MAKERS, world_of
from tests.interfaces.web.market_table import CONCERNED, letter, soon
from tests.interfaces.web.noticing import studio_form
from tests.interfaces.web.orders_table import BUYERS_ACTS, NOT_OWN, POST_OF, REST, SEERS, SELLERS_ACTS, SENT, WEEKLY
from tests.interfaces.web.prices_table import listed, shown
from tests.interfaces.web.support_table import FORMS, POSTED
from tests.interfaces.web.test_access import APART, PARTS, ROLES, STAFF, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ACTS, FORM, NOT_NOW = "acts", "form is wrong", "not now"
SEES, BLIND, LOGIN = "refused", "not there", "log-in"
OUTCOMES = {403: SEES, 404: BLIND, 409: NOT_NOW, 422: FORM}
OUTSIDE = dict.fromkeys(ROLES, BLIND) | {"anonymous": LOGIN}
BUREAU_ONLY = OUTSIDE | {"city_finance": ACTS}
BUREAU_SEEN = BUREAU_ONLY | {"auditor": SEES}
BUREAUS = BUREAU_ONLY | {"district_finance": ACTS}
LAYERS = BUREAUS | {"supervisor": ACTS}
OPENERS = LAYERS | {"unit": ACTS, "stranger": ACTS}
ANYBODY = dict.fromkeys(ROLES, ACTS) | {"anonymous": LOGIN}
SIGNED_IN = ANYBODY | dict.fromkeys(APART, BLIND)
# Whose people they are: the finance and the supervising unit above them.
OWN_SECURITY = ("password_change", "factor_enter", "factor_remove", "codes_renew", "passkey_enter", "passkey_remove")
KEEPERS = OUTSIDE | {"city_finance": ACTS, "supervisor": ACTS}
NEW, SYSTEM, SECURITY = ("counting_new", "payment_new"), {"system_officer": ACTS}, {"security_officer": ACTS}
RULING, REPORTING, RULES = {"programmer": ACTS}, {"reviewer": ACTS}, ("rule", "counting", "payment")
NO_APPROVER, APPROVER_SEES = {"approver": BLIND}, {"approver": SEES}
KEEPERS_SEEN = KEEPERS | {"auditor": SEES, "unit": SEES}
# The school's own people and its department's act; the bureau and its auditor see.
THE_SCHOOL = OUTSIDE | {"unit": ACTS, "supervisor": ACTS}
OF_THE_SCHOOL = THE_SCHOOL | {"city_finance": SEES, "auditor": SEES}
# Who does what with suppliers; another county does not see this one's.
COUNTY = OUTSIDE | dict.fromkeys(("quality", "linkage"), ACTS)
QUALITY_SIGNS = OUTSIDE | {"quality": ACTS} | dict.fromkeys(("linkage", "platform"), SEES)
THE_PLATFORM = OUTSIDE | {"platform": ACTS}
THE_SUPPLIER = OUTSIDE | {"supplier": ACTS}
# Who files or buys for some unit, and who does for the school.
BUYING = OUTSIDE | dict.fromkeys(("supervisor", "unit", "stranger", "buyer"), ACTS)
OF_THE_UNIT = OUTSIDE | dict.fromkeys(("unit", "buyer"), ACTS)
# Whoever manages the unit to which an order counts sees it.
SEEN = OUTSIDE | dict.fromkeys(SEERS, SEES)
REVIEWERS = OUTSIDE | dict.fromkeys(CONCERNED, ACTS)
# What a school's body asks for: others of it see, and whose turn it is acts; without an approver the school's people.
APPROVING = OUTSIDE | {"unit": ACTS, "buyer": SEES}
SEEN_BY_POSTS, KEPT = dict.fromkeys(POSTS, SEES), OUTSIDE | {"unit": ACTS}
DECIDING = SEEN_BY_POSTS | {"order_approver": ACTS} | APPROVER_SEES
IN_APPROVALS = OUTSIDE | dict.fromkeys(
    ("city_finance", "district_finance", "supervisor", "unit", "stranger", "buyer"), ACTS
)


@dataclass(frozen=True)
class Act:
    """What a POST of a page comes to for each role; `done` is what it comes to for those who act."""

    name: str
    who: dict[str, str]
    sent: Callable[[Cast, dict[str, object]], dict[str, Any]] = lambda _cast, _made: {}
    done: str = ACTS
    own: dict[str, str] = field(default_factory=dict)

    @property
    def world(self) -> object:
        """Return what builds the hall, where it is made there."""
        return world_of(MAKERS.get(self.name))

    @property
    def expected(self) -> dict[str, str]:
        """Return role → outcome."""
        parts = dict.fromkeys(PARTS, self.who["auditor"]) | dict.fromkeys(STAFF, self.who["unit"])
        who = self.who | parts | as_awaiting(self.who) | self.own
        return {role: self.done if come_to == ACTS else come_to for role, come_to in who.items()}


def sending(**sent: object) -> Callable[[Cast, dict[str, object]], dict[str, Any]]:
    """Send the same each time."""
    return lambda _cast, _made: dict(sent)


def edited(_cast: Cast, made: dict[str, object]) -> dict[str, Any]:
    """Change a notice's title."""
    return studio_form(Notice.objects.get(pk=made["notice_id"]), title="改过的标题")


def sealed(_cast: Cast, _made: dict[str, object]) -> dict[str, Any]:
    """Upload a final."""
    return {"file": SimpleUploadedFile("定稿.pdf", b"%PDF-1.4"), "compared_by_person": "on"}


def outside(cast: Cast, _made: dict[str, object]) -> dict[str, Any]:
    """Settle a buyer as one of another region."""
    found = ReconciliationItem.objects.filter(node_id=cast.city.id).first()
    return {f"item-{found.pk if found else matter(cast)['item_id']}": "none", "reason": "核实"}


def settled(cast: Cast) -> dict[str, object]:
    """A buyer that was settled on the school."""
    made, school = matter(cast), cast.units["4101000002"].id
    imports.settle(actor=cast.actor("city_finance"), item_id=int(str(made["item_id"])), unit_id=school, at=AT)
    return made


NOTICE: dict[str, Callable[[Cast, dict[str, object]], dict[str, Any]]] = {
    "edit": edited,
    "final": sealed,
    "refresh": sending(data_date=f"{YEAR}-12-31"),
    "quote": sending(paragraph="1", around="甲", said="1万元", source="文件"),
    "openness": sending(openness="active"),
    "number": sending(number="郑财购〔2024〕1号"),
    "correct": sending(data_date=f"{YEAR}-12-31"),
}
NOTICE_DONE = dict.fromkeys(("take_over", "quote", "number", "final", "correct"), NOT_NOW)
# Who drafted a notice neither proofreads it nor checks it for secrets.
OTHERS_ONLY = OUTSIDE | {"city_finance": SEES, "auditor": SEES}

TABLE_OF_ACTS = (
    *(Act(name, ANYBODY) for name in ("desk:message_read", "accounts:membership_choose")),
    Act("accounts:session_open", ANYBODY | {"anonymous": FORM}),
    Act("accounts:session_close", dict.fromkeys(ROLES, LOGIN)),
    Act("accounts:account_activate", dict.fromkeys(ROLES, FORM)),
    Act("accounts:account_open", LAYERS | {"system_officer": ACTS}, done=FORM),
    Act("accounts:market_open", THE_PLATFORM, done=FORM),
    Act("accounts:market_renew", THE_PLATFORM),
    Act("accounts:market_close", THE_PLATFORM, sending(words="离岗")),
    *(Act(f"accounts:market_{act}", THE_PLATFORM, sending(words="手机遗失"), done=NOT_NOW)
      for act in ("unlock", "reset")),
    Act("accounts:buyer_open", OPENERS, done=FORM, own=NO_APPROVER),
    Act("accounts:buyer_term", KEEPERS | {"unit": ACTS}, own=NO_APPROVER),
    Act("accounts:batch_new", OPENERS | {"system_officer": ACTS}, own=NO_APPROVER),
    Act("accounts:batch_open", BUREAU_ONLY, done=FORM),
    Act("accounts:batch_rejects", BUREAU_ONLY),
    *(Act(f"accounts:post_{act}", KEEPERS | SECURITY, done=FORM) for act in ("hand_over", "depute", "give")),
    Act("accounts:post_end", KEEPERS | SECURITY, sending(words="岗位调整")),
    Act("accounts:post_sign", OUTSIDE | dict.fromkeys(("city_finance", "supervisor"), SEES) | SECURITY,
        sending(may_sign="yes")),
    Act("accounts:post_grant", LAYERS | SECURITY),
    Act("accounts:account_unlock", KEEPERS_SEEN | SYSTEM, done=NOT_NOW),
    Act("accounts:account_renew", KEEPERS_SEEN | SYSTEM | {"support": SEES}),
    Act("accounts:account_close", KEEPERS_SEEN | SYSTEM, sending(words="离岗")),
    Act("accounts:factors_reset", KEEPERS_SEEN | SECURITY, sending(words="手机遗失"), done=NOT_NOW),
    *(Act(f"accounts:session_{step}", dict.fromkeys(ROLES, LOGIN)) for step in ("confirm", "secure")),
    *(Act(f"accounts:{act}", ANYBODY, done=FORM) for act in OWN_SECURITY),
    *(Act(f"accounts:identity_{act}", ANYBODY, done=FORM) for act in ("link", "unlink")),
    Act("accounts:session_passkey", dict.fromkeys(ROLES, FORM)),
    Act("accounts:passkey_confirm", dict.fromkeys(ROLES, LOGIN)),
    *(Act(f"accounts:phone_{act}", dict.fromkeys(ROLES, BLIND)) for act in ("enter", "confirm", "choose")),
    *(Act(f"programmes:{what}", BUREAUS, done=FORM, own=RULING) for what in ("programme_edit", *NEW)),
    Act("programmes:programme_publish", BUREAU_ONLY, own=RULING),
    Act("programmes:programme_copy", BUREAU_ONLY, done=NOT_NOW, own=RULING),
    Act("programmes:rule_new", LAYERS, done=FORM, own=RULING),
    *(Act(f"programmes:{what}_edit", BUREAU_ONLY, done=FORM, own=RULING) for what in RULES),
    *(Act(f"programmes:{one}_{do}", BUREAU_ONLY, own=RULING) for one in RULES for do in ("publish", "end", "discard")),
    Act("programmes:rule_export", LAYERS, own=RULING),
    *(Act(f"programmes:{what}_enter", BUREAUS, done=FORM, own=RULING) for what in ("exemption", "extension", "dayoff")),
    *(Act(f"programmes:target_{act}", BUREAUS, done=FORM, own=RULING) for act in ("enter", "enter_many")),
    Act("programmes:rule_publish_all", LAYERS, own=RULING),
    Act("programmes:exemption_end", OUTSIDE),
    Act("programmes:extension_end", OUTSIDE),
    Act("shares:filing_export", SIGNED_IN),
    Act("shares:table_export", LAYERS | {"auditor": ACTS}),
    Act("shares:inbox_decide", SIGNED_IN),
    Act("shares:bulk_new", LAYERS),
    Act("shares:bulk_form", LAYERS),
    Act("shares:bulk_fill", BUREAU_ONLY, done=FORM),
    Act("shares:bulk_rejects", BUREAU_ONLY),
    Act("shares:filing_file", THE_SCHOOL, done=FORM, own=NO_APPROVER),
    Act("shares:filing_draft", THE_SCHOOL, own=NO_APPROVER),
    Act("shares:filing_withdraw", OF_THE_SCHOOL | {"supervisor": SEES}, done=NOT_NOW, own=APPROVER_SEES),
    Act("shares:filing_keep", OF_THE_SCHOOL, done=NOT_NOW, own=APPROVER_SEES),
    Act("shares:scan_upload", OF_THE_SCHOOL | dict.fromkeys(("city_finance", "auditor"), ACTS), done=FORM),
    Act("shares:member_name", OF_THE_SCHOOL, sending(members="4101000003"), done=NOT_NOW, own=APPROVER_SEES),
    Act("shares:member_strike", OF_THE_SCHOOL, done=NOT_NOW, own=APPROVER_SEES),
    Act("shares:host_acknowledge", OF_THE_SCHOOL,
        sending(host=1, seen_version=1, contact_name="李明", contact_phone="0371-6000000"), done=NOT_NOW,
        own=APPROVER_SEES),
    Act("shares:host_object", OF_THE_SCHOOL, sending(host=1, words="另有食堂"), done=NOT_NOW, own=APPROVER_SEES),
    Act("shares:filing_decide", OF_THE_SCHOOL | dict.fromkeys(("city_finance", "auditor"), ACTS),
        sending(action="confirm", version=1), done=NOT_NOW),
    Act("shares:report_submit", BUREAUS | {"auditor": SEES}, sending(year=YEAR), own=REPORTING),
    Act("shares:report_accept", BUREAU_SEEN | {"district_finance": SEES}, own=REPORTING),
    Act("shares:report_send_back", BUREAU_SEEN | {"district_finance": SEES}, sending(words="请核对"), own=REPORTING),
    Act("assessments:board_export", BUREAU_ONLY | {"auditor": ACTS}),
    Act("assessments:opening_enter", BUREAU_ONLY, done=FORM),
    Act("imports:run_new", BUREAUS, done=FORM),
    *(Act(f"imports:run_{act}", BUREAU_SEEN) for act in ("accept", "check", "discard")),
    Act("imports:run_backward_decide", BUREAU_SEEN, done=NOT_NOW),
    Act("imports:run_load", BUREAU_SEEN, sending(how="rest"), done=NOT_NOW),
    Act("imports:run_answer", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("imports:run_changes", BUREAU_ONLY | {"auditor": ACTS}),
    *(Act(f"imports:{name}", OUTSIDE) for name in ("run_rejects", "run_answers_change")),
    Act("imports:reconciliation_settle", BUREAU_SEEN, outside),
    Act("imports:reconciliation_revise", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("imports:reconciliation_reopen", BUREAU_SEEN, sending(reason="核实")),
    Act("reorganisations:reorganisation_new", BUREAUS, done=FORM),
    Act("reorganisations:reorganisation_edit", BUREAU_ONLY, done=FORM),
    Act("reorganisations:reorganisation_step", BUREAU_SEEN, done=FORM),
    Act("reorganisations:line_add", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("reorganisations:line_remove", BUREAU_SEEN),
    Act("reorganisations:person_place", OUTSIDE | {"auditor": SEES}),
    Act("reorganisations:approval_upload", BUREAU_SEEN, sealed),
    Act("reorganisations:codes_upload", BUREAU_ONLY, done=FORM),
    Act("reorganisations:codes_load", BUREAU_SEEN),
    Act("reorganisations:codes_rejects", BUREAU_ONLY),
    Act("assessments:nature_state", BUREAU_SEEN | {"supervisor": SEES, "unit": SEES},
        sending(nature="enterprise", year=YEAR)),
    Act("contacts:liaison_enter", KEEPERS_SEEN | {"unit": ACTS}, done=FORM),
    Act("contacts:liaison_end", KEEPERS_SEEN | {"unit": ACTS}, sending(until="2099-12-31")),
    Act("contacts:liaison_dead", KEEPERS_SEEN | {"unit": ACTS}),
    Act("contacts:number_look", KEEPERS_SEEN, sending(purpose="核实")),
    Act("contacts:liaison_export", SIGNED_IN, sending(purpose="核对")),
    Act("urging:lagging_remind", BUREAUS),
    Act("urging:lagging_export", BUREAUS | {"auditor": ACTS}, sending(purpose="核对")),
    Act("urging:call_enter", BUREAU_ONLY, done=FORM),
    Act("urging:policy_edit", BUREAUS, done=FORM),
    Act("urging:letter_new", BUREAUS, done=FORM),
    Act("urging:letter_edit", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("urging:letter_number", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("urging:letter_name", BUREAU_ONLY | {"auditor": ACTS}, done=FORM),
    Act("urging:letter_step", BUREAU_SEEN),
    Act("urging:letter_final_upload", BUREAU_SEEN, sealed, done=NOT_NOW),
    Act("urging:announcement_new", BUREAUS, done=FORM),
    Act("urging:announcement_acknowledge", SIGNED_IN),
    Act("urging:announcement_withdraw", BUREAU_ONLY),
    Act("webhooks:subscription_new", BUREAUS, done=FORM),
    Act("webhooks:subscription_step", BUREAU_ONLY, sending(action="pause")),
    Act("webhooks:subscription_secret", BUREAU_ONLY),
    Act("webhooks:subscription_replay", BUREAU_ONLY, sending(since="2024-01-01", until="2024-01-31")),
    Act("webhooks:delivery_replay", OUTSIDE), Act("payments:notice_take", dict.fromkeys(ROLES, BLIND)),
    Act("suppliers:registration_new", dict.fromkeys(ROLES, FORM)),
    *(Act(f"suppliers:{name}", OUTSIDE | {"supplier": ACTS}, done=FORM) for name in ("application_fill", "paper_new")),
    Act("suppliers:application_renew", OUTSIDE | {"supplier": FORM}),
    Act("suppliers:application_submit", OUTSIDE, sending(version=0)),
    Act("suppliers:application_withdraw", OUTSIDE | {"supplier": NOT_NOW}, sending(version=0)),
    Act("suppliers:application_pass", COUNTY | {"platform": SEES}, sending(version=1)),
    Act("suppliers:application_return", COUNTY | {"platform": FORM},
        sending(version=1, reason="papers", words="看不清")),
    Act("suppliers:application_publicise", QUALITY_SIGNS, sending(version=1, **soon())),
    Act("suppliers:application_recommend", QUALITY_SIGNS, letter, done=FORM),
    Act("suppliers:application_recommend_many", OUTSIDE | dict.fromkeys(("quality", "linkage", "other_county",
        "platform"), ACTS), done=FORM),
    Act("suppliers:application_admit", THE_PLATFORM | dict.fromkeys(("quality", "linkage"), SEES), sending(version=1),
        done=FORM),
    Act("suppliers:application_recall", COUNTY | {"platform": SEES}, sending(words="不实"), done=FORM),
    Act("suppliers:objection_enter", REVIEWERS, sending(source="来信", words="不实", received_on="2024-03-01")),
    Act("suppliers:objection_answer", REVIEWERS, sending(is_upheld="no", answer="属实")),
    Act("suppliers:check_enter", REVIEWERS, sending(checked_on="2024-03-01", source="信用中国", is_listed="no")),
    Act("suppliers:paper_accept", THE_PLATFORM),
    Act("suppliers:paper_refuse", THE_PLATFORM, sending(words="看不清")),
    Act("suppliers:measure_notify", THE_PLATFORM, sending(kind="remind", cause="抽检", reply_due="2099-01-01")),
    Act("suppliers:measure_decide", THE_PLATFORM, sending(action="drop", words="不实")),
    Act("suppliers:measure_answer", OUTSIDE | {"supplier": ACTS}, sending(action="reply", words="已改"), done=FORM),
    *(Act(f"goods:{name}", THE_SUPPLIER, done=FORM) for name in ("product_edit", "offer_new", "plan_new", "plan_edit")),
    # Without a category named there is nothing to fill in; a supplier that was not admitted reads this, too.
    Act("goods:product_new", THE_SUPPLIER),
    *(Act(f"goods:product_{act}", THE_SUPPLIER) for act in ("submit", "withdraw", "retire")),
    Act("goods:product_pass", THE_PLATFORM, sending(version=1)),
    Act("goods:product_return", THE_PLATFORM, sending(version=1, reason="origin", words="请补充")),
    Act("goods:picture_add", THE_SUPPLIER, uploaded),
    *(Act(f"goods:picture_{act}", THE_SUPPLIER) for act in ("remove", "first")),
    Act("goods:offer_edit", THE_SUPPLIER, done=FORM),
    Act("goods:offer_price", THE_SUPPLIER, sending(price="23.50")),
    Act("goods:offer_stock", THE_SUPPLIER, sending(quantity=5)),
    Act("goods:offer_switch", THE_SUPPLIER, sending(is_on="no")),
    # Without a category named there is nothing to upload.
    Act("goods:batch_new", THE_SUPPLIER),
    Act("goods:batch_change", THE_SUPPLIER, done=FORM),
    Act("goods:batch_form", THE_SUPPLIER, sending(purpose="改价")),
    *(Act(f"goods:batch_{act}", THE_SUPPLIER) for act in ("check", "load", "discard", "rejects")),
    Act("goods:offer_export", THE_SUPPLIER | {"platform": ACTS}, sending(purpose="核对")),
    Act("goods:category_plant", THE_PLATFORM),
    Act("goods:category_new", THE_PLATFORM, sending(name="甲", position=0)),
    Act("goods:category_edit", THE_PLATFORM, sending(name="稻米", position=0)),
    Act("goods:category_move", THE_PLATFORM, sending(parent_id="")),
    Act("goods:category_open", THE_PLATFORM, sending(is_open="no")),
    Act("goods:attribute_ask", THE_PLATFORM, sending(name="甲", kind="text", position=0)),
    Act("goods:attribute_edit", THE_PLATFORM, sending(name="乙", choices="一级、二级", position=0)),
    Act("demands:demand_new", BUYING, done=FORM),
    Act("demands:demand_close", OF_THE_UNIT),
    *(Act(name, THE_SUPPLIER, done=FORM) for name in ("demands:demand_answer", "zones:entry_apply")),
    Act("demands:number_look", OUTSIDE | dict.fromkeys(("unit", "supplier", "platform"), ACTS),
        sending(purpose="联系供货")),
    Act("demands:demand_retract", THE_SUPPLIER),
    *(Act(f"orders:{name}", OUTSIDE | {"buyer": ACTS}, done=FORM) for name in ("order_new", "cart_add")),
    *(Act(f"orders:cart_{act}", OUTSIDE | {"buyer": ACTS}, sending(quantity=5)) for act in ("change", "remove")),
    *(Act(f"orders:standing_{act}", OUTSIDE | {"buyer": ACTS}, sending(**REST), done) for act, done in WEEKLY.items()),
    Act("orders:correction_ask", SEEN | {"buyer": ACTS}, done=FORM),
    Act("orders:correction_answer", SEEN | dict.fromkeys(("unit", "stranger", "city_finance"), ACTS),
        sending(agrees="yes"), own={"reviewer": ACTS, "approver": SEES}),
    *(Act(f"orders:return_{act}", SEEN | {"supplier": ACTS}, sending(agrees="yes")) for act in ("answer", "take")),
    Act("orders:order_export", SIGNED_IN | dict.fromkeys(("buyer", "platform"), ACTS), sending(purpose="核对"),
        own=dict.fromkeys(POSTS, ACTS)),
    Act("orders:sale_export", THE_SUPPLIER, sending(purpose="核对")),
    *(Act(f"orders:order_{act}", SEEN | {"supplier": ACTS}, sending(**SENT.get(act, {}))) for act in SELLERS_ACTS),
    *(Act(f"orders:order_{act}", SEEN | {"buyer": SEES if act in NOT_OWN else ACTS},
          sending(**SENT.get(act, {})), own={POST_OF[act]: ACTS} if act in POST_OF else {}) for act in BUYERS_ACTS),
    Act("reorders:list_new", BUYING, sending(name="食堂")),
    *(Act(f"reorders:list_{act}", OF_THE_UNIT, sending(name="食堂")) for act in ("rename", "copy", "remove")),
    Act("reorders:line_add", BUYING, done=FORM),
    *(Act(f"reorders:line_{act}", OF_THE_UNIT, sending(quantity=5)) for act in ("change", "remove")),
    *(Act(name, THE_PLATFORM, done=FORM) for name in ("zones:zone_new", "zones:zone_edit", "goods:listing_upload")),
    Act("zones:zone_step", THE_PLATFORM, sending(action="close")),
    Act("zones:curator_name", THE_PLATFORM),
    Act("zones:banner_hang", THE_PLATFORM, uploaded),
    Act("zones:entry_decide", THE_PLATFORM, sending(action="admit"), done=FORM),
    Act("zones:entry_withdraw", THE_SUPPLIER),
    Act("zones:entry_remove", THE_PLATFORM, sending(words="抽检不合格")),
    Act("zones:entry_order", THE_PLATFORM, sending(move="first", version=0)),
    Act("goods:synonym_add", THE_PLATFORM, sending(words="地耳、地皮菜")),
    Act("goods:synonym_switch", THE_PLATFORM, sending(is_on="no")),
    Act("goods:listing_load", THE_PLATFORM, sending(name="重点县", document="通知", since="2024-03-01")),
    Act("goods:listing_end", THE_PLATFORM, listed),
    Act("prices:alarm_reply", THE_SUPPLIER, sending(words="成本较高")),
    Act("prices:alarm_decide", THE_PLATFORM, sending(action="keep", words="属实")),
    Act("prices:elsewhere_prove",
        OUTSIDE | dict.fromkeys(("supervisor", "unit", "stranger", "buyer", "platform"), ACTS), shown, own=NO_APPROVER),
    *(Act(f"prices:{name}_new", THE_PLATFORM, done=FORM) for name in ("rule", "reference", "batch")),
    *(Act(f"prices:{name}", THE_PLATFORM)
      for name in ("rule_end", "reference_strike", "name_forget", "batch_name", "batch_rejects")),
    Act("prices:batch_load", THE_PLATFORM, sending(source="行情")),
    *(Act(name, OUTSIDE | who, sending(**told), done, {role: who[role] for role in POSTS if role in who})
      for name, (who, told, done) in (POSTED | FORMS).items()),
    Act("support:question_new", ANYBODY, sending(topic="order", title="怎样验收？", words="请说明")),
    Act("approvals:inbox_agree", IN_APPROVALS, sending(ticked="purchase:1|1"), own=dict.fromkeys(POSTS, ACTS)),
    *(Act(f"approvals:request_{act}", APPROVING, sending(level=1, reason="已够"), own=DECIDING)
      for act in ("agree", "refuse")),
    Act("approvals:request_withdraw", OUTSIDE | {"unit": SEES, "buyer": ACTS}, own=SEEN_BY_POSTS),
    Act("approvals:level_edit", KEPT, own=NO_APPROVER),
    Act("approvals:delegation_new", KEPT, done=FORM, own=NO_APPROVER | {"order_approver": ACTS}),
    Act("approvals:delegation_end", APPROVING, own=SEEN_BY_POSTS | APPROVER_SEES),
    Act("approvals:budget_new", OUTSIDE | dict.fromkeys(("supervisor", "unit", "stranger"), ACTS),
        done=FORM, own=NO_APPROVER),
    *(Act(f"approvals:budget_{act}", KEPT, sending(amount="20000", reason="追加"), own=APPROVER_SEES)
      for act in ("change", "close")),
    Act("notices:notice_draft", BUREAUS | dict.fromkeys(("auditor", "supervisor", "unit", "stranger"), SEES),
        sending(year=YEAR, data_date=f"{YEAR}-12-31")),
    *(Act(f"notices:notice_{act}", BUREAU_SEEN, NOTICE.get(act, sending()), NOTICE_DONE.get(act, ACTS))
      for act in NOTICE_ACTS if act not in {"step", "secrecy"}),
    *(Act(f"notices:notice_{act}", OTHERS_ONLY) for act in ("step", "secrecy")),
    Act("notices:notice_export", BUREAU_ONLY | {"auditor": ACTS}, sending(part="notice", form="html", purpose="核对")),
    Act("notices:notice_sealed", OUTSIDE, sending(purpose="核对")),
)  # fmt: skip

MADE: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"notices:notice_{act}": draft for act in (*NOTICE_ACTS, "export", "sealed")},
    "notices:notice_step": lambda cast: draft(cast) | {"action": "proofread"},
    **{f"imports:reconciliation_{act}": settled for act in ("revise", "reopen")},
}


def outcome(response: Any) -> str:
    """Say what a POST came to."""
    if response.status_code == 302 and response.headers["Location"].startswith("/login/"):
        return LOGIN
    return OUTCOMES.get(response.status_code, ACTS)


@pytest.mark.usefixtures("hired", "silent_service")
class TestActs:
    @pytest.mark.parametrize("act", TABLE_OF_ACTS, ids=lambda act: act.name)
    def test_are_for_those_of_the_table(self, act, cast, browser_of):
        made = (MAKERS | MADE).get(act.name, lambda cast: {})(cast)

        def post(role):
            page = browser_of(present(cast, role))
            return outcome(page.post(reverse(act.name, kwargs=made), act.sent(cast, made)))

        come_to = {role: undone(lambda role=role: post(role)) for role in asked(act.name, OPEN_TO, act.expected)}
        assert act.expected | come_to == act.expected

    def test_are_settled_for_every_page_that_is_not_only_read(self):
        readers = {row.name for row in TABLE if 405 not in row.expected.values()}

        assert page_names() - readers - {act.name for act in TABLE_OF_ACTS} == set()
