"""The bureau's people at work on one notice, for the tests of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from nongcai.domain.notices import services
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.rules import PLACEHOLDER
from nongcai.domain.notices.services import NoticeTexts, UploadedFinal
from nongcai.foundation.years import last_day
from tests.cast import AT, YEAR

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from tests.cast import Cast

NUMBER = "郑财购〔2024〕1号"


@dataclass
class Desk:
    """The bureau's people at work on one notice."""

    drafter: Actor
    checker: Actor
    signer: Actor
    notice: Notice

    def filled_in(self) -> Desk:
        body = self.notice.body.replace(PLACEHOLDER, "请各单位按规定办理。")
        texts = NoticeTexts(body=body)
        self.notice = services.edit_notice(actor=self.drafter, notice_id=self.notice.pk, texts=texts, at=AT)
        return self

    def signed(self) -> Desk:
        self.filled_in()
        services.set_openness(actor=self.drafter, notice_id=self.notice.pk, openness="active", at=AT)
        for act in (services.proofread, services.countersign):
            act(actor=self.checker, notice_id=self.notice.pk, at=AT)
        self.notice = services.sign(actor=self.signer, notice_id=self.notice.pk, at=AT)
        return self

    def final(self, number: str = NUMBER) -> Desk:
        self.signed()
        services.enter_number(actor=self.drafter, notice_id=self.notice.pk, number=number, at=AT)
        final = UploadedFinal("定稿.pdf", "application/pdf", [b"%PDF sealed"], None, compared_by_person=True)
        self.notice = services.upload_final(actor=self.drafter, notice_id=self.notice.pk, final=final, at=AT)
        return self

    def published(self, number: str = NUMBER) -> Desk:
        self.final(number)
        services.record_secrecy_check(actor=self.checker, notice_id=self.notice.pk, at=AT)
        self.notice = services.publish(actor=self.checker, notice_id=self.notice.pk, at=AT)
        return self


def open_desk(cast: Cast) -> Desk:
    """Have the city's bureau draft the notice of the year."""
    drafter, checker, signer = (cast.actor(name) for name in ("city_finance", "city_reviewer", "city_signer"))
    notice = services.draft_notice(actor=drafter, node_id=cast.city.id, year=YEAR, data_date=last_day(YEAR), at=AT)
    return Desk(drafter, checker, signer, notice)


def page_of(notice, name="notice_show", **more):
    return reverse(f"notices:{name}", kwargs={"notice_id": notice.pk, **more})


def step(notice, action):
    return page_of(notice, "notice_step", action=action)


def text_of(response):
    return response.content.decode()


def studio_form(notice, **changes):
    names = ("title", "addressees", "body", "mark_issuer", "signer", "copies_to", "printed_by", "form", "delivery")
    return {name: getattr(notice, name) for name in names} | changes
