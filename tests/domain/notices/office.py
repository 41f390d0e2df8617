"""The bureau of the small city at work on its notice: one who drafts, one who checks, one who signs."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from nongcai.domain.accounts.services import open_account
from nongcai.domain.notices import services
from nongcai.domain.notices.models import Notice, Openness
from nongcai.domain.notices.rules import PLACEHOLDER
from nongcai.domain.notices.services import NoticeTexts, UploadedFinal
from nongcai.domain.organisations.actors import Actor
from nongcai.foundation.years import CHINA
from tests.domain.assessments.city import NOW, YEAR, City, lived_in_city

DATA_DATE = date(2024, 1, 31)
DAY = timedelta(days=1)
MUCH_LATER = datetime(2024, 9, 1, tzinfo=CHINA)


@dataclass(frozen=True)
class Office:
    city: City
    drafter: Actor
    checker: Actor
    signer: Actor

    def draft(self) -> Notice:
        return services.draft_notice(
            actor=self.drafter, node_id=self.city.node.id, year=YEAR, data_date=DATA_DATE, at=NOW
        )

    def ready(self, more: str = "") -> Notice:
        notice = self.draft()
        return self.write(notice, notice.body.replace(PLACEHOLDER, "请各单位按规定办理。") + more)

    def write(self, notice: Notice, body: str) -> Notice:
        return services.edit_notice(actor=self.drafter, notice_id=notice.pk, texts=NoticeTexts(body=body), at=NOW)

    def countersigned(self, notice: Notice | None = None, openness: str = Openness.ACTIVE) -> Notice:
        notice = notice or self.ready()
        services.set_openness(actor=self.drafter, notice_id=notice.pk, openness=openness, at=NOW)
        services.proofread(actor=self.checker, notice_id=notice.pk, at=NOW)
        return services.countersign(actor=self.checker, notice_id=notice.pk, at=NOW)

    def signed(self, notice: Notice | None = None, openness: str = Openness.ACTIVE) -> Notice:
        return services.sign(actor=self.signer, notice_id=self.countersigned(notice, openness).pk, at=NOW)

    def numbered(
        self, number: str = "郑财购〔2024〕1号", notice: Notice | None = None, openness: str = Openness.ACTIVE
    ) -> Notice:
        signed = self.signed(notice, openness)
        return services.enter_number(actor=self.drafter, notice_id=signed.pk, number=number, at=NOW)

    def finalise(self, notice: Notice, text: str | None, *, by_person: bool = False) -> Notice:
        final = UploadedFinal("定稿.pdf", "application/pdf", [b"sealed"], text, compared_by_person=by_person)
        return services.upload_final(actor=self.drafter, notice_id=notice.pk, final=final, at=NOW)

    def published(self, number: str = "郑财购〔2024〕1号") -> Notice:
        notice = self.finalise(self.numbered(number), None, by_person=True)
        services.record_secrecy_check(actor=self.checker, notice_id=notice.pk, at=NOW)
        return services.publish(actor=self.checker, notice_id=notice.pk, at=NOW)


def open_office() -> Office:
    city = lived_in_city()
    drafter, checker, signer = (
        open_account(actor=city.actor, username=name, label=label, password="not-for-use", at=NOW)
        for name, label in (("drafter", "采购科经办"), ("checker", "采购科复核"), ("signer", "分管领导岗"))
    )
    return Office(
        city,
        replace(city.actor, user_id=drafter.pk, label=drafter.label),
        replace(city.actor, user_id=checker.pk, label=checker.label),
        replace(city.actor, user_id=signer.pk, label=signer.label, may_sign=True),
    )
