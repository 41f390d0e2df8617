"""What every page request passes: the content policy, the login, the actor, the read-only gate, refusals."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import CHANNEL_READERS, Role
from nongcai.foundation.errors import DomainError
from nongcai.foundation.years import day_of
from nongcai.interfaces.web import refusals
from nongcai.interfaces.web.http import warned

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.organisations.actors import Actor

API = "/api/"
MEMBERSHIP = "membership_id"
# What those open who do not manage: who they are and how they sign in, what they were told, for whom else they may act;
# and their own work.
OPEN_TO_ALL = {"desk:desk_show", "desk:message_list", "desk:message_read"}
OPEN_TO_ALL |= {"accounts:membership_choose", "accounts:role_list"}
OPEN_TO_ALL |= {f"accounts:{name}" for name in ("security_show", "password_change", "factor_enter", "factor_remove")}
OPEN_TO_ALL |= {f"accounts:{name}" for name in ("codes_renew", "passkey_enter", "passkey_remove")}
OPEN_TO_ALL |= {"accounts:identity_link", "accounts:identity_unlink"}
# What is listed, all who sign in may look at.
OPEN_TO_ALL |= {"goods:picture_show"}
OPEN_TO_ALL |= {f"hall:{name}" for name in ("hall_show", "offer_list", "offer_compare", "product_show")}
OPEN_TO_ALL |= {f"hall:{name}" for name in ("seller_show", "county_show", "name_suggest", "zone_show")}
OPEN_TO_ALL |= {"zones:banner_show"}
# Replies to alarms about prices are public; whose proof of a price elsewhere it is, the page asks.
OPEN_TO_ALL |= {"prices:reply_file", "prices:elsewhere_file", "prices:elsewhere_prove"}
# What helps everybody, and one's own questions to the platform.
OPEN_TO_ALL |= {"support:help_show", "support:article_show"}
OPEN_TO_ALL |= {f"support:question_{act}" for act in ("list", "new", "show", "step", "file")}
# Who buys for a unit, and who approves, accepts and pays there; what is whose turn, the services ask.
APPROVALS = {"approvals:inbox_show", "approvals:inbox_agree"}
APPROVALS |= {f"approvals:request_{act}" for act in ("list", "show", "agree", "refuse", "withdraw")}
APPROVALS |= {f"approvals:delegation_{act}" for act in ("list", "new", "end")}
APPROVALS |= {"approvals:level_list", "approvals:budget_list", "approvals:budget_show"}
WATCHING = OPEN_TO_ALL | {"accounts:account_list", "accounts:account_show"}
MARKET = OPEN_TO_ALL | {f"suppliers:{name}" for name in ("paper_list", "paper_scan", "measure_list", "measure_show")}
MARKET |= {"goods:product_list", "goods:product_show", "goods:offer_show"}
MARKET |= {"prices:alarm_list", "prices:alarm_show", "prices:rule_list"}
# What a county and the platform open; which act is whose, the services ask.
VETTING = MARKET | {f"suppliers:{name}" for name in ("supplier_list", "supplier_show", "application_list")}
VETTING |= {f"suppliers:application_{act}" for act in ("pass", "publicise", "recommend", "return", "recall", "admit")}
VETTING |= {"suppliers:application_recommend_many"}
VETTING |= {f"suppliers:{name}" for name in ("objection_enter", "objection_answer", "check_enter", "letter_download")}
# What an order comes to and its papers: for those who pay, accept, sell and watch.
MONEY = {f"payments:{name}" for name in ("due_list", "punctuality_show", "order_show")}
# The settlement of a month is of one side: the platform has none.
MONTHS = {"payments:month_show", "payments:month_paper"}
MONEY |= {f"payments:{name}" for name in ("contract_paper", "packet_download", "invoice_file")}
ISSUES = {f"payments:issue_{act}" for act in ("list", "show", "pass")}
CLAIMS = {f"payments:claim_{act}" for act in ("list", "show", "file", "step")}
PAYING = MONEY | MONTHS | ISSUES | CLAIMS | {"payments:claim_new"}
PAYING |= {"payments:order_extend", "payments:payment_open", "payments:payment_check"}
ACCEPTING = MONEY | MONTHS | {"payments:invoice_accept"}
SELLING = MONEY | MONTHS | ISSUES | {"payments:issue_assign", "payments:account_list", "payments:account_new"}
SELLING |= {f"payments:statement_{act}" for act in ("list", "new", "show", "answer", "load", "rejects")}
SELLING |= {f"payments:{name}" for name in ("invoice_show", "invoice_strike", "allocation_take_back")}
SELLING |= CLAIMS | {"payments:transfer_return"}
WATCHING_MONEY = MONEY | ISSUES | CLAIMS | {"payments:issue_assign"}
WATCHING_MONEY |= {f"payments:account_{act}" for act in ("list", "confirm", "refuse")}
# Orders, and the guides to them; which act is whose, the services ask.
ORDERS = {"guides:guide_list", "guides:guide_show"}
ORDERS |= {f"orders:{name}" for name in ("order_show", "contract_show", "evidence_file", "return_file")}
INCIDENTS = {f"incidents:incident_{act}" for act in ("list", "show", "file")} | {"incidents:term_list"}
# Both sides report and step; the platform steps and decides.
DISPUTING = INCIDENTS | {"incidents:incident_new", "incidents:incident_step"}
BUYERS_ORDERS = ORDERS | {f"orders:{name}" for name in ("order_list", "order_export", "uncounted_list")}
OPEN_TO = {
    Role.SUPPLIER: MARKET
    | SELLING
    | ORDERS
    | DISPUTING
    | {"orders:sale_list", "orders:sale_export"}
    | {f"orders:order_{act}" for act in ("sign", "requote", "decline", "ship", "call_off")}
    | {"orders:return_answer", "orders:return_take"}
    | {f"suppliers:application_{act}" for act in ("renew", "fill", "submit", "withdraw")}
    | {"suppliers:supplier_own", "suppliers:paper_new", "suppliers:measure_answer", "suppliers:letter_download"}
    | {f"goods:product_{act}" for act in ("new", "edit", "submit", "withdraw", "retire")}
    | {f"goods:picture_{act}" for act in ("add", "remove", "first")}
    | {f"goods:offer_{act}" for act in ("new", "edit", "price", "stock", "switch")}
    | {f"goods:plan_{act}" for act in ("list", "new", "edit")}
    | {f"zones:{name}" for name in ("zone_list", "zone_show", "entry_apply", "entry_withdraw")}
    | {f"demands:demand_{act}" for act in ("list", "show", "answer", "retract")}
    | {"demands:number_look"}
    | {f"goods:batch_{act}" for act in ("list", "new", "template", "change", "form", "show")}
    | {f"goods:batch_{act}" for act in ("check", "load", "discard", "rejects")}
    | {"goods:offer_export"}
    | {"prices:alarm_reply"},
    Role.QUALITY: VETTING,
    Role.LINKAGE: VETTING,
    Role.PLATFORM: VETTING
    | WATCHING_MONEY
    | BUYERS_ORDERS
    | INCIDENTS
    | {"incidents:incident_step", "support:article_new", "support:article_edit"}
    | {"support:hotline_list", "support:hotline_end"}
    | {f"suppliers:{name}" for name in ("paper_accept", "paper_refuse", "measure_notify", "measure_decide")}
    | {"goods:queue_show", "goods:product_pass", "goods:product_return", "goods:offer_export"}
    | {f"goods:category_{act}" for act in ("list", "plant", "new", "show", "edit", "move", "open")}
    | {"goods:attribute_ask", "goods:attribute_edit"}
    | {f"zones:zone_{act}" for act in ("list", "new", "show", "edit", "step")}
    | {f"zones:{name}" for name in ("curator_name", "banner_hang", "entry_decide", "entry_remove", "entry_order")}
    | {"demands:demand_list", "demands:demand_show", "demands:number_look"}
    | {f"goods:synonym_{act}" for act in ("list", "add", "switch")}
    | {f"goods:listing_{act}" for act in ("list", "template", "upload", "end", "show", "load")}
    | {"prices:alarm_decide", "prices:rule_new", "prices:rule_end"}
    | {f"prices:reference_{act}" for act in ("list", "new", "strike")}
    | {"prices:name_list", "prices:name_forget"}
    | {f"prices:batch_{act}" for act in ("new", "template", "show", "name", "load", "rejects")}
    | {f"accounts:market_{act}" for act in ("list", "open", "show", "renew", "unlock", "close", "reset")},
    Role.BUYER: OPEN_TO_ALL
    | PAYING
    | ACCEPTING
    | APPROVALS
    | BUYERS_ORDERS
    | DISPUTING
    | {"orders:correction_list", "orders:correction_ask"}
    | {f"orders:cart_{act}" for act in ("show", "add", "change", "remove")}
    | {f"orders:standing_{act}" for act in ("list", "new", "show", "edit", "pause", "resume", "end", "agree")}
    | {f"orders:standing_{act}" for act in ("rest", "unrest", "place")}
    | {f"orders:order_{act}" for act in ("new", "agree", "cancel", "evaluate", "ask_return")}
    | {f"orders:order_{act}" for act in ("approve", "refuse", "accept")}
    | {f"demands:demand_{act}" for act in ("list", "new", "show", "close")}
    | {f"reorders:list_{act}" for act in ("list", "new", "show", "rename", "copy", "remove")}
    | {f"reorders:line_{act}" for act in ("add", "change", "remove")},
    Role.ORDER_APPROVER: OPEN_TO_ALL
    | APPROVALS
    | BUYERS_ORDERS
    | INCIDENTS
    | {f"orders:order_{act}" for act in ("approve", "refuse")},
    Role.ACCEPTOR: OPEN_TO_ALL | APPROVALS | BUYERS_ORDERS | ACCEPTING | DISPUTING | {"orders:order_accept"},
    Role.ACCOUNTANT: OPEN_TO_ALL | APPROVALS | BUYERS_ORDERS | PAYING | DISPUTING,
    Role.AWAITING: OPEN_TO_ALL,
    **dict.fromkeys(CHANNEL_READERS, OPEN_TO_ALL | {"assessments:line_show"}),
    Role.FARM_READER: OPEN_TO_ALL | {"assessments:origin_show"},
    Role.SUPPORT: WATCHING | {"accounts:account_renew"},
    Role.AUDIT_OFFICER: WATCHING | {"accounts:step_list", "contacts:look_list"},
    Role.SYSTEM_OFFICER: WATCHING
    | {f"accounts:account_{act}" for act in ("open", "renew", "unlock", "close")}
    | {f"accounts:batch_{act}" for act in ("new", "template", "show", "open", "rejects")},
    Role.SECURITY_OFFICER: WATCHING
    | {f"accounts:post_{act}" for act in ("grant", "give", "end", "sign", "hand_over", "depute")}
    | {"accounts:factors_reset"},
}

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

READING = {"SELECT", "VALUES", "SHOW", "EXPLAIN", "DECLARE", "FETCH", "CLOSE", "SAVEPOINT", "RELEASE", "ROLLBACK"}
WRITING = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
# View names whose GET may write, each with its reason (house.md 13, trap 8).
# An identity service sends the browser back by GET; its answer is taken once.
WRITING_READS = {"accounts:identity_return"}


class WriteOnReadingError(Exception):
    """A GET tried to write. This is a bug, never a refusal."""


class ContentSecurityPolicy(MiddlewareMixin):
    """Allow the site's own files, and nothing inline."""

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add the policy unless the view has set a stricter one."""
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class ClientAddress:
    """Behind proxies of one's own, take the visitor's address from what the outermost of them noted.

    What stands further left in the header was written by the visitor, who may write anything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies = settings.PROXIES
        if proxies:
            noted = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            if len(noted) >= proxies and (address := _address(noted[-proxies])):
                request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


class LoginGate(MiddlewareMixin):
    """Want a login for every view that is not marked `public`. The API answers for itself."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Send strangers to the login page, and from there back."""
        if request.path.startswith(API) or is_public(view) or request.user.is_authenticated:
            return None
        to = request.get_full_path() if request.method == "GET" else refusals.back_to(request)
        if request.method == "POST":
            warned(request, gettext("登录已过期，刚才的操作没有提交，已保存的草稿仍在。请重新登录，核对后再提交。"))
        response = redirect_to_login(to)
        return HttpResponseClientRedirect(response.url) if getattr(request, "htmx", None) else response


class ActorMiddleware(MiddlewareMixin):
    """Say who acts, for whom, as what: `request.actor`."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Find the actor; a person who acts for nobody gets a page that says so."""
        user = get_user(request)
        if not user.is_authenticated:
            return None
        # As itself: Django's wrapper raises and catches an error with each question, and it is asked all along.
        request.user = user
        actor = organisations.actor_of(user, request.session.get(MEMBERSHIP), day_of(timezone.now()))
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]  # WebRequest has it
            if not (permissions.manages(actor) or is_public(view) or _is_open(request, actor)):
                raise Http404
            return None
        if request.path.startswith(API) or is_public(view):
            return None
        return render(request, "errors/no_membership.html", status=403)


class ReadOnlyGate:
    """Refuse any statement but reading ones while a page is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)

        def gate(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
            if not reads(str(statement)) and _name(request) not in WRITING_READS:
                raise WriteOnReadingError(str(statement))
            return execute(statement, *rest)

        with connection.execute_wrapper(gate):
            return self.get_response(request)


class RefusalMiddleware(MiddlewareMixin):
    """Turn a refusal that no form has caught into an answer."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals of pages; everything else may crash."""
        if isinstance(exception, DomainError) and not request.path.startswith(API):
            return refusals.answer(request, exception)
        return None


def is_public(view: Callable[..., Any]) -> bool:
    """Say whether a view wants no login."""
    return getattr(view, "is_public", False)


# The same statements come with every page.
@lru_cache(maxsize=2048)
def reads(statement: str) -> bool:
    """Say whether a statement only reads. A lock counts as writing: a page that only shows takes none."""
    bare = QUOTED.sub("''", statement).lstrip("( \n\t")
    first = bare.split(None, 1)[0].upper() if bare else ""
    return first in READING | {"WITH"} and not WRITING.search(bare)


def _is_open(request: HttpRequest, actor: Actor) -> bool:
    # The API answers for itself.
    return request.path.startswith(API) or _name(request) in OPEN_TO.get(Role(actor.role), set())


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
