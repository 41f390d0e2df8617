"""Who calls: the session of our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import APIKeyCookie

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import CHANNEL_READERS, ROLES_OF_MARKET, Role
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor

# What those may call who do not manage, by the names of the operations; whose act it is, the services ask.
HALL = {"list_hall_categories", "find_offers", "show_goods", "show_seller", "suggest_goods", "compare_offers"}
HALL |= {"list_open_zones"}
# What a price is held against everybody reads; who may prove that it is lower elsewhere, the services ask.
HALL |= {"show_price_evidence", "prove_price_elsewhere", "price_reply_file", "price_elsewhere_file"}
# What helps everybody, and one's own questions to the platform.
HELP = {"find_faq", "list_hotlines", "list_questions", "ask_question", "show_question", "step_question"}
EVERYBODY = {"me"} | HALL | HELP
MARKET = EVERYBODY | {"list_suppliers", "show_supplier", "check_supplier_credit", "list_applications", "apply_anew"}
MARKET |= {"fill_in_application", "recall_recommendation", "list_papers", "show_paper", "accept_paper", "refuse_paper"}
MARKET |= {f"{act}_application" for act in ("submit", "withdraw", "pass", "publicise", "recommend", "admit", "return")}
MARKET |= {
    "recommend_applications",
    "enter_objection",
    "answer_objection",
    "list_measures",
    "notify_measure",
    "reply_to_measure",
}
MARKET |= {"decide_measure", "appeal_measure", "end_measure"}
MARKET |= {"list_goods", "show_product", "list_goods_offers", "show_goods_offer", "list_categories", "list_attributes"}
MARKET |= {f"{act}_product" for act in ("draft", "revise", "submit", "withdraw", "retire", "pass", "return")}
MARKET |= {"add_picture", "remove_picture", "put_picture_first"}
MARKET |= {f"{act}_offer" for act in ("add", "change", "price", "stock", "switch")}
MARKET |= {"list_batches", "list_batch_rows", "list_all_offers", "batch_template", "batch_form", "reject_batch_rows"}
MARKET |= {f"{act}_batch" for act in ("upload", "show", "check", "load", "discard")}
MARKET |= {"list_freight_plans", "add_freight_plan", "change_freight_plan"}
MARKET |= {f"{act}_category" for act in ("add", "change", "move", "open")}
MARKET |= {"plant_categories", "ask_attribute", "change_attribute"}
MARKET |= {f"{act}_zone" for act in ("show", "plan", "change", "step", "enter")} | {"list_zones", "hang_banner"}
MARKET |= {"name_curators", "admit_entries", "return_entries", "withdraw_entry", "remove_entry", "order_entry"}
MARKET |= {"list_demands", "show_demand", "answer_demand", "retract_answer", "look_at_demand_number"}
BUYING = EVERYBODY | {f"{act}_demand" for act in ("show", "publish", "close")} | {"list_demands"}
BUYING |= {f"{act}_reorder" for act in ("show", "add", "rename", "copy", "remove")} | {"list_reorders"}
BUYING |= {"put_reorder_lines", "change_reorder_line", "remove_reorder_line"}
MARKET |= {"list_price_alarms", "show_price_alarm", "reply_to_price_alarm", "decide_price_alarm", "list_price_rules"}
MARKET |= {"add_price_rule", "end_price_rule", "reply_with_price_proofs", "price_list_template", "reject_price_rows"}
MARKET |= {f"{act}_price_list" for act in ("upload", "show", "enter")}
MARKET |= {f"{act}_reference_price" for act in ("enter", "strike")} | {"list_reference_prices"}
MARKET |= {"list_synonyms", "add_synonym", "switch_synonym", "list_county_lists", "put_counties_on_list"}
MARKET |= {"end_county_list", "list_market_names", "tell_market_name", "forget_market_name"}
# Who buys for a unit, and who approves, accepts and pays there; what is whose turn, the services ask.
APPROVALS = {"list_waiting_approvals", "list_approvals", "show_approval", "agree_approval", "refuse_approval"}
APPROVALS |= {"withdraw_approval", "agree_approvals", "list_approval_levels", "list_approval_posts"}
APPROVALS |= {"list_delegations", "delegate_approvals", "end_delegation", "list_budgets", "show_budget"}
MONEY = {"list_dues", "show_due", "list_punctuality", "list_online_payments"}
ISSUES = {"list_transfer_issues", "step_transfer_issue"}
# The settlement of a month is of one side: the platform has none.
MONTHS = {"show_due_month"}
CLAIMS = {"list_payment_claims", "step_payment_claim"}
PAYING, ACCEPTING = MONEY | MONTHS | ISSUES | {"extend_due"}, MONEY | MONTHS | {"accept_invoices"}
WATCHING = MONEY | ISSUES | CLAIMS | {"assign_transfer", "list_settlement_accounts"}
PAYING |= CLAIMS | {"state_payment_claim", "open_online_payment", "check_online_payment"}
SELLING = WATCHING | MONTHS | {"show_invoice", "strike_invoice", "load_statement", "propose_settlement_account"}
SELLING |= {"give_back_transfer"}
WATCHING |= {"confirm_settlement_account", "refuse_settlement_account"}
# Orders within sight; which act is whose, the services ask.
ORDERS = {"list_orders", "list_uncounted_orders", "show_order", "list_order_returns"}
# Both sides of an incident and the platform; which step is whose, the services ask.
INCIDENTS = {"list_incidents", "show_incident", "list_incident_terms"}
DISPUTING = INCIDENTS | {"report_incident", "step_incident"}
MARKET |= ORDERS | {f"{act}_order" for act in ("sign", "requote", "decline", "call_off", "ship")}
MARKET |= {"answer_order_return", "take_order_return"}
BUYING |= ORDERS | {"place_order", "ask_order_return"}
BUYING |= {"list_order_corrections", "ask_order_correction"}
BUYING |= {"show_cart", "put_into_cart", "change_cart_line", "remove_cart_line"}
BUYING |= {f"{act}_standing_order" for act in ("show", "begin", "change", "pause", "resume", "end")}
BUYING |= {"list_standing_orders", "agree_standing_prices", "place_standing_again"}
BUYING |= {"add_standing_break", "remove_standing_break"}
BUYING |= {f"{act}_order" for act in ("agree", "cancel", "evaluate", "approve", "refuse", "accept")}
OPEN_TO = {
    **dict.fromkeys(ROLES_OF_MARKET, MARKET),
    Role.SUPPLIER: MARKET | SELLING | DISPUTING,
    Role.PLATFORM: MARKET
    | WATCHING
    | INCIDENTS
    | {"step_incident", "publish_incident_terms", "enter_faq", "change_faq", "enter_hotline", "end_hotline"}
    | {"list_market_accounts", "list_unstaffed_counties", "reset_market_factors"}
    | {f"{act}_market_account" for act in ("open", "renew", "unlock", "close")},
    Role.BUYER: BUYING | APPROVALS | PAYING | ACCEPTING | DISPUTING,
    Role.ORDER_APPROVER: EVERYBODY | APPROVALS | ORDERS | INCIDENTS | {"approve_order", "refuse_order"},
    Role.ACCEPTOR: EVERYBODY | APPROVALS | ORDERS | ACCEPTING | DISPUTING | {"accept_order"},
    Role.ACCOUNTANT: EVERYBODY | APPROVALS | ORDERS | PAYING | DISPUTING,
    Role.SUPPORT: EVERYBODY | {"accounts", "renew_account"},
    Role.AUDIT_OFFICER: EVERYBODY | {"accounts", "account_steps", "list_number_looks"},
    Role.SYSTEM_OFFICER: EVERYBODY
    | {"accounts", "open_account", "open_accounts"}
    | {"renew_account", "unlock_account", "close_account"},
    Role.SECURITY_OFFICER: EVERYBODY
    | {
        "accounts",
        "grant_roles",
        "give_role",
        "end_post",
        "let_sign",
        "hand_over",
        "depute",
    },
    Role.AWAITING: EVERYBODY,
    **{role: EVERYBODY | {"line"} for role in CHANNEL_READERS},
    Role.FARM_READER: EVERYBODY | {"line_origins"},
}


def _answer_nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


# The views of the API are exempt from the check that the middleware makes; it has read the cookie of each all the same.
_forgery = CsrfViewMiddleware(_answer_nothing)


class ApiRequest(HttpRequest):
    """A request past the authentication; the middleware has found the actor."""

    actor: Actor


class NobodyToActForError(NotAllowedError):
    """This person has signed in but acts for no organisation."""

    code = "no_membership"
    message = N_("您的账号尚未对应任何单位，请联系本级财政部门。")


class StaleTokenError(NotAllowedError):
    """An act without the token of its session."""

    code = "csrf_failed"
    message = N_("请求没有带上有效的 CSRF 令牌：请把 Cookie “csrftoken” 的值放在请求头 X-CSRFToken 中，重新提交。")


class SessionAuth(APIKeyCookie):
    """Let signed-in people pass, each as the actor chosen in the session."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = (
        "A program signs in as a person does: GET `/login/` for the cookie `csrftoken`, then POST the form there "
        "with `username`, `password` and that token; the answer sets the session's cookie. Every POST bears both "
        "cookies, and the token again in the header `X-CSRFToken`; without it the answer is 403 `csrf_failed`."
    )

    def _get_key(self, request: HttpRequest) -> str | None:
        if _forgery.process_view(request, _answer_nothing, (), {}) is not None:
            raise StaleTokenError
        return super()._get_key(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002  ninja's signature
        """Return the actor, or None for a stranger.

        :raises NobodyToActForError: when the person acts for nobody.
        :raises Http404: when this is not there for a role that does not manage.
        """
        if not request.user.is_authenticated:
            return None
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            raise NobodyToActForError
        if not (permissions.manages(actor) or _is_open(request, actor)):
            raise Http404
        return actor


def _is_open(request: HttpRequest, actor: Actor) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in OPEN_TO.get(Role(actor.role), set())


session = SessionAuth(csrf=False)
