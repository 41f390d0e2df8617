"""What an address of a page is about, made for the access tables: name of a page → its arguments."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import override_settings

from nongcai.domain.accounts.models import User
from nongcai.domain.accounts.states import AccountState
from nongcai.domain.documents import services as documents
from nongcai.domain.imports import services as imports
from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.imports.services import ReceivedFile
from nongcai.domain.notices import services as notices
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldLiaison
from nongcai.domain.programmes import services as programmes
from nongcai.domain.reorganisations import services as reorganisations
from nongcai.domain.reorganisations.services import ToldLine, ToldReorganisation
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.queries import Prefilled
from nongcai.domain.urging.models import Letter
from nongcai.domain.webhooks import services as webhooks
from nongcai.foundation.years import last_day
from nongcai.interfaces.sheets.share_writing import write_share_form
from tests.cast import AT, LATER, LATER_AT_CANTEEN, LATER_AT_SCHOOL, YEAR, hire_audit_officer, hire_buyer, hire_support
from tests.domain.programmes.writing import counting, payment, percent
from tests.domain.urging.season import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

_COMING = LATER | LATER_AT_SCHOOL | LATER_AT_CANTEEN
CONTACT_ACTS = ("liaison_enter", "liaison_end", "liaison_dead", "number_look", "liaison_export")
NOTICE_ACTS = ("edit", "quote", "take_over", "refresh", "step", "openness", "secrecy", "number", "final", "correct")
SHARING_ACTS = ("member_name", "member_strike", "host_acknowledge", "host_object")


def city(cast: Cast) -> dict[str, object]:
    """The city's finance bureau."""
    return {"node_id": cast.city.id}


def school(cast: Cast) -> dict[str, object]:
    """A unit below a supervising department."""
    return {"unit_id": cast.units["4101000002"].id}


def clerk(cast: Cast) -> dict[str, object]:
    """The account of that unit's clerk."""
    return {"user_id": cast.users["unit"].pk}


def post(cast: Cast) -> dict[str, object]:
    """What that clerk is for the unit."""
    return {"membership_id": cast.users["unit"].memberships.get().pk}


def liaison(cast: Cast) -> dict[str, object]:
    """Whom to call at that unit."""
    told = ToldLiaison("食堂管理岗", "13800000001", AT.date())
    unit = cast.units["4101000002"].id
    made = organisations.enter_liaison(actor=cast.actor("unit"), organisation_id=unit, told=told, at=AT)
    return {"liaison_id": made.pk}


def buyer(cast: Cast) -> dict[str, object]:
    """What somebody is who buys for that unit."""
    if "buyer" not in cast.users:
        hire_buyer(cast)
        hire_support(cast)
        hire_audit_officer(cast)
    return {"membership_id": cast.users["buyer"].memberships.get().pk}


def undone(act: Callable[[], Any]) -> Any:
    """Do something, and undo it: the next finds what this one found."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


def present(cast: Cast, role: str) -> str:
    """Let the one who is to act be there, and of those who come later no other."""
    for name in ("awaiting", *_COMING):
        cast.users.pop(name, None)
    if role in {"awaiting", *_COMING}:
        cast.users[role] = _in_office(cast, role)
    return role


def _in_office(cast: Cast, name: str) -> User:
    """Write the rows of a post alone: the tables of access ask for each of them some hundred times."""
    asked, label = _COMING.get(name, (Role.AWAITING, "待授岗"))
    at_school = {**dict.fromkeys(LATER_AT_SCHOOL | LATER_AT_CANTEEN, "4101000002"), "awaiting": "4101000003"}
    place = cast.units[at_school[name]] if name in at_school else cast.city
    user = User(username=name, label=label, created_at=AT, state=AccountState.ACTIVE, is_active=True)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user,
        organisation_id=place.id,
        role=asked,
        asked_role=Role.UNIT if asked == Role.AWAITING else "",
        period=DateRange(AT.date(), None),
        buys_for_id=place.id if name in LATER_AT_CANTEEN else None,
    )
    return user


def batch(cast: Cast) -> dict[str, object]:
    """A table of accounts that the city's clerk has uploaded."""
    user_id = cast.users["city_finance"].pk
    text = "单位编码,岗位名称\n4101000003,市公安局采购岗\n".encode()
    kept = documents.store(owner=f"accounts-batch:{user_id}", name="a.csv", media_type="text/csv", chunks=[text], at=AT)
    return {"document_id": kept.pk}


def shares_table(cast: Cast) -> dict[str, object]:
    """A workbook of filings that the city's clerk has uploaded."""
    content, row = BytesIO(), Prefilled("4101000003", "郑州市公安局", "", None, "", None, None)
    write_share_form(content, [row], year=YEAR, watermark="")
    owner = f"shares-bulk:{cast.users['city_finance'].pk}:{cast.city.id}:{YEAR}"
    kept = documents.store(owner=owner, name="a.xlsx", media_type="xlsx", chunks=[content.getvalue()], at=AT)
    return {"document_id": kept.pk, "year": YEAR}


def reported(cast: Cast) -> dict[str, object]:
    """What the district's bureau handed up."""
    return {"report_id": shares.submit_report(actor=cast.actor("district_finance"), year=YEAR, at=AT).pk}


def filed(cast: Cast) -> dict[str, object]:
    """The year for which that unit's filing was confirmed."""
    return school(cast) | {"year": YEAR}


def draft(cast: Cast) -> dict[str, object]:
    """A notice that the city's bureau drafts."""
    actor = cast.actor("city_finance")
    notice = notices.draft_notice(actor=actor, node_id=cast.city.id, year=YEAR, data_date=last_day(YEAR), at=AT)
    return {"notice_id": notice.pk}


def announced(cast: Cast) -> dict[str, object]:
    """What the city's bureau announced to all below it."""
    return {"announcement_id": announce(cast).pk}


def run(cast: Cast) -> dict[str, object]:
    """An import run of the city's finance bureau."""
    file = ReceivedFile("名录.csv", "text/csv", [b"-"])
    found = imports.receive(
        actor=cast.actor("city_finance"), files=[file], at=AT, originals_until=AT + timedelta(days=1), queued=False
    )
    return {"run_id": found.pk}


def matter(cast: Cast) -> dict[str, object]:
    """A buyer that waits in the city's bureau."""
    found = ReconciliationItem.objects.create(
        node_id=cast.city.id, run_id=run(cast)["run_id"], kind="buyer", key="union|1|某工会|", found_at=AT
    )
    return {"item_id": found.pk}


def drafted_rule(cast: Cast) -> dict[str, object]:
    """A rule that the city's bureau drafts."""
    return {"rule_id": programmes.write_rule(actor=cast.actor("city_finance"), told=percent(12), at=AT).pk}


def drafted_payment(cast: Cast) -> dict[str, object]:
    """A payment rule that the city's bureau drafts."""
    rule = programmes.write_payment_rule(actor=cast.actor("city_finance"), told=payment(), at=AT)
    return {"rule_id": rule.pk}


def drafted_counting(cast: Cast) -> dict[str, object]:
    """A counting rule that the city's bureau drafts."""
    rule = programmes.write_counting_rule(actor=cast.actor("city_finance"), told=counting(), at=AT)
    return {"rule_id": rule.pk}


def changed(cast: Cast) -> dict[str, object]:
    """A change of organisations that the city's bureau drafts."""
    told = ToldReorganisation("机构改革", "1号", AT.date())
    found = reorganisations.draft(actor=cast.actor("city_finance"), told=told, at=AT)
    return {"reorganisation_id": found.pk}


def lettered(cast: Cast) -> dict[str, object]:
    """A letter of the city's bureau that is still a draft."""
    found = Letter.objects.create(
        node_id=cast.city.id, addressee_id=cast.units["4101000001"].id, year=YEAR, title="提示函", text="请尽快完成。",
        act_by=AT.date(), units=[cast.units["4101000002"].id], rows=[["郑州市第一中学", "待单位填报", ""]],
        state="drafted", drafted_at=AT,
    )  # fmt: skip
    return {"letter_id": found.pk}


def letter_final(cast: Cast) -> dict[str, object]:
    """The sealed final of that letter."""
    found = lettered(cast)
    owner = f"letter:{found['letter_id']}"
    kept = documents.store(owner=owner, name="定稿.pdf", media_type="application/pdf", chunks=[b"%PDF"], at=AT)
    return found | {"document_id": kept.pk}


def enforced(cast: Cast) -> dict[str, object]:
    """Put in force that a school of the city bears another name."""
    found, actor = approval(cast), cast.actor("city_finance")
    about = {"actor": actor, "reorganisation_id": found["reorganisation_id"]}
    reorganisations.add_lines(**about, kind="rename", rows=[ToldLine("4101000002", "一中")])
    reorganisations.check(**about, at=AT)
    reorganisations.enforce(**about, at=AT)
    return {"reorganisation_id": found["reorganisation_id"]}


def code_table(cast: Cast) -> dict[str, object]:
    """Upload a code-change table for a document that the city's bureau drafted."""
    found = changed(cast)
    owner = f"reorganisation-codes:{found['reorganisation_id']}"
    text = "原单位编码,新单位编码\n4101000002,4101001002\n9999,8888\n".encode()
    kept = documents.store(owner=owner, name="a.csv", media_type="text/csv", chunks=[text], at=AT)
    return found | {"document_id": kept.pk}


def approval(cast: Cast) -> dict[str, object]:
    """The approval of that change."""
    found = changed(cast)
    file = reorganisations.upload_approval(
        actor=cast.actor("city_finance"), name="批复.pdf", media_type="application/pdf", chunks=[b"-"], at=AT, **found
    )  # type: ignore[arg-type]  # an id
    return found | {"document_id": file.pk}


IN_YEAR = (
    "programme_edit", "programme_publish", "programme_copy", "rule_new", "rule_rehearse", "rule_export", "payment_new",
    "counting_new",
)  # fmt: skip


# Name of a page → its arguments.
def subscribed(cast: Cast) -> dict[str, object]:
    """Have the city's filings sent somewhere."""
    actor = cast.actor("city_finance")
    with override_settings(NONGCAI_WEBHOOK_ORIGINS=["https://oa.example.gov.cn"]):
        told = webhooks.subscribe(actor=actor, name="一体化系统", address="https://oa.example.gov.cn/in", at=AT)
    return {"subscription_id": told.subscription.pk}


ARGUMENTS: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"shares:bulk_{act}": lambda _cast: {"year": YEAR} for act in ("new", "form")},
    **dict.fromkeys(("shares:scan_upload", "shares:scan_list"), filed),
    **{f"shares:{act}": filed for act in SHARING_ACTS},
    "shares:member_strike": lambda cast: filed(cast) | {"member_id": 1},
    **{f"shares:{kind}_download": lambda cast: filed(cast) | {"document_id": uuid4()} for kind in ("scan", "proof")},
    **{f"shares:bulk_{act}": shares_table for act in ("show", "fill", "rejects")},
    **dict.fromkeys(("shares:report_accept", "shares:report_send_back"), reported),
    **{f"shares:filing_{act}": filed for act in ("show", "print", "file", "draft", "withdraw", "keep", "decide")},
    **{f"accounts:account_{act}": clerk for act in ("show", "renew", "unlock", "close")},
    **dict.fromkeys(("contacts:liaison_show", "contacts:liaison_enter", "assessments:nature_state"), school),
    **{f"contacts:{act}": liaison for act in ("liaison_end", "liaison_dead", "number_look")},
    **dict.fromkeys(("accounts:factors_reset", "accounts:post_give"), clerk),
    **{f"accounts:post_{act}": post for act in ("hand_over", "depute", "end", "sign")},
    "accounts:buyer_term": buyer,
    **{f"accounts:batch_{act}": batch for act in ("show", "open", "rejects")},
    "assessments:board_show": city,
    "assessments:ranking_show": city,
    "assessments:board_export": city,
    "assessments:opening_enter": city,
    "assessments:unit_show": school,
    "assessments:entry_list": school,
    "assessments:transaction_show": lambda _cast: {"order_no": "0"},
    "imports:run_detail": run,
    "imports:run_accept": run,
    **dict.fromkeys(("imports:run_changes", "imports:run_backward", "imports:run_backward_decide"), run),
    **dict.fromkeys(("imports:run_answer", "imports:run_check", "imports:run_load", "imports:run_discard"), run),
    "imports:run_rejects": lambda cast: run(cast) | {"sheet_id": 1},
    "imports:run_answers_change": lambda _cast: {"decision_id": 1},
    "imports:reconciliation_show": matter,
    "imports:reconciliation_revise": lambda _cast: {"item_id": 1},
    "imports:reconciliation_reopen": lambda _cast: {"item_id": 1},
    "imports:template_download": lambda _cast: {"kind": "filings"},
    **{f"programmes:{name}": lambda _cast: {"year": YEAR} for name in (*IN_YEAR, "extension_enter", "dayoff_enter")},
    **{f"programmes:target_{act}": lambda _cast: {"year": YEAR} for act in ("enter", "enter_many")},
    **{f"programmes:counting_{act}": drafted_counting for act in ("edit", "publish", "end", "discard")},
    **{f"programmes:payment_{act}": drafted_payment for act in ("edit", "publish", "end", "discard")},
    **{f"programmes:rule_{act}": drafted_rule for act in ("edit", "publish", "end", "discard")},
    "programmes:rule_publish_all": lambda _cast: {"year": YEAR},
    "programmes:exemption_end": lambda _cast: {"exemption_id": 1},
    "programmes:extension_end": lambda _cast: {"extension_id": 1},
    **{f"reorganisations:reorganisation_{act}": changed for act in ("show", "print", "edit")},
    "reorganisations:reorganisation_step": lambda cast: changed(cast) | {"action": "check"},
    **dict.fromkeys(("reorganisations:line_add", "reorganisations:approval_upload"), changed),
    "reorganisations:line_remove": lambda cast: changed(cast) | {"line_id": 1},
    "reorganisations:person_place": lambda cast: changed(cast) | {"line_id": 1, "membership_id": 1},
    "reorganisations:approval_download": approval,
    "reorganisations:reorganisation_told": enforced,
    "reorganisations:codes_upload": changed,
    **{f"reorganisations:codes_{act}": code_table for act in ("show", "load", "rejects")},
    "urging:call_enter": filed,
    "urging:letter_new": lambda _cast: {"year": YEAR},
    **{f"urging:letter_{act}": lettered for act in ("show", "edit", "number", "name", "final_upload")},
    "urging:letter_paper": lambda cast: lettered(cast) | {"form": "docx"},
    "urging:letter_step": lambda cast: lettered(cast) | {"action": "discard"},
    "urging:letter_final": letter_final,
    "urging:announcement_show": announced,
    "urging:announcement_withdraw": announced,
    "urging:announcement_file": lambda cast: announced(cast) | {"file_id": uuid4()},
    **{f"webhooks:subscription_{act}": subscribed for act in ("show", "step", "secret", "replay")},
    "webhooks:delivery_replay": lambda cast: subscribed(cast) | {"delivery_id": 1},
    "guides:guide_show": lambda _cast: {"name": "filing"},
    "notices:notice_show": draft,
    "notices:notice_preview": draft,
    "notices:notice_export": lambda _cast: {"notice_id": 1},
    "notices:notice_sealed": lambda _cast: {"notice_id": 1},
    **{f"notices:notice_{act}": lambda _cast: {"notice_id": 1} for act in NOTICE_ACTS},
    "notices:notice_step": lambda _cast: {"notice_id": 1, "action": "check"},
    "notices:public_show": lambda _cast: {"slug": "none"},
    "notices:public_sealed": lambda _cast: {"slug": "none"},
}
