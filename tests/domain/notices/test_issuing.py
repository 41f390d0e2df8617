import pytest

from nongcai.domain.documents.queries import documents_of
from nongcai.domain.notices import errors, queries, services
from nongcai.domain.notices.models import Openness
from nongcai.domain.notices.rules import plain
from nongcai.domain.notices.services import NoticeTexts
from tests.domain.assessments.city import NOW


def printed(notice):
    return "\n".join([notice.number, notice.title, plain(notice.body)])


def rows_of(notice):
    blocks = [block for one in queries.paper(notice).attachments for block in one.blocks]
    return ["".join(row) for block in blocks if isinstance(block, queries.PaperTable) for row in block.rows]


class TestEnterNumber:
    def test_comes_after_signing(self, office):
        notice = office.ready()

        with pytest.raises(errors.NotEditableError):
            services.enter_number(actor=office.drafter, notice_id=notice.pk, number="郑财购〔2024〕1号", at=NOW)

    def test_refuses_a_number_that_is_taken(self, office):
        first = office.numbered()

        with pytest.raises(errors.NumberTakenError, match=first.title):
            office.numbered()

    def test_warns_of_a_gap(self, office):
        notice = office.numbered("郑财购〔2024〕3号")

        found = [one for one in queries.check_text(notice) if one.code == "numbers_missing"]
        assert [one.said for one in found] == ["1、2"]


class TestUploadFinal:
    def test_freezes_what_says_the_same(self, office):
        notice = office.numbered()

        final = office.finalise(notice, printed(notice).replace("，", "，\n"))

        assert (final.state, final.final_compared) == ("finalised", "text")
        assert final.final_sha256 == documents_of(f"notice:{notice.pk}").get().sha256

    def test_refuses_another_figure(self, office):
        notice = office.numbered()

        with pytest.raises(errors.FinalDiffersError, match=r"全市完成交易额“15\.00”"):
            office.finalise(notice, printed(notice).replace("15.00", "15.01"))

    def test_refuses_a_figure_that_grew_a_digit(self, office):
        notice = office.numbered(notice=office.ready("\n共有【市直主管预算单位数：2】家单位。"))

        with pytest.raises(errors.FinalDiffersError, match="市直主管预算单位数“2”"):
            office.finalise(notice, printed(notice).replace("共有2家", "共有23家"))

    def test_compares_the_tables_that_everybody_gets(self, office):
        notice = office.ready()
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(form="full"), at=NOW)
        notice = office.numbered(notice=notice)
        text = "\n".join([printed(notice), *rows_of(notice)])

        with pytest.raises(errors.FinalDiffersError, match="市公安局"):
            office.finalise(notice, text.replace("市公安局10.00", "市公安局10.01"))

        assert office.finalise(notice, text).final_compared == "text"

    @pytest.mark.parametrize("delivery", ["attached", "each"])
    @pytest.mark.parametrize("openness", Openness.values)
    def test_refuses_internal_attachments_in_any_final(self, office, delivery, openness):
        notice = office.ready()
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(delivery=delivery), at=NOW)
        notice = office.numbered(notice=notice, openness=openness)
        text = printed(notice) + "\n" + queries.internal_words(notice)[1]

        with pytest.raises(errors.InternalInFinalError, match="内部附件的内容"):
            office.finalise(notice, text)

        assert office.finalise(notice, printed(notice)).final_compared == "text"

    def test_reads_across_the_pages(self, office):
        notice = office.numbered()

        final = office.finalise(notice, printed(notice).replace("完成交易额15", "完成交\n— 1 —\n易额15"))

        assert final.final_compared == "text"

    def test_refuses_figures_that_changed_places(self, office):
        notice = office.numbered()
        swapped = printed(notice).replace("10.00", "#").replace("15.00", "10.00").replace("#", "15.00")

        with pytest.raises(errors.FinalDiffersError, match="全市预留份额"):
            office.finalise(notice, swapped)

    def test_refuses_another_number(self, office):
        notice = office.numbered()

        with pytest.raises(errors.FinalDiffersError, match="发文字号"):
            office.finalise(notice, printed(notice).replace("1号", "2号"))

    def test_of_a_scan_wants_a_person_who_compared_it(self, office):
        notice = office.numbered()

        with pytest.raises(errors.FinalUnreadableError):
            office.finalise(notice, None)

        assert office.finalise(notice, None, by_person=True).final_compared == "person"

    def test_wants_a_number(self, office):
        notice = office.signed()

        with pytest.raises(errors.NumberMissingError):
            office.finalise(notice, printed(notice))


class TestPublish:
    def test_shows_it_to_everybody(self, office):
        notice = office.published()

        assert queries.public_notice(notice.public_slug) == notice
        assert list(queries.public_notices()) == [notice]

    def test_wants_a_check_for_secrets(self, office):
        notice = office.finalise(office.numbered(), None, by_person=True)

        with pytest.raises(errors.SecrecyNotCheckedError):
            services.publish(actor=office.checker, notice_id=notice.pk, at=NOW)

    def test_wants_an_open_document(self, office):
        notice = office.finalise(office.numbered(openness=Openness.ON_REQUEST), None, by_person=True)

        with pytest.raises(errors.NotForPublicError):
            services.publish(actor=office.checker, notice_id=notice.pk, at=NOW)

    def test_leaves_a_draft_unseen(self, office):
        office.draft()

        assert list(queries.public_notices()) == []
        with pytest.raises(errors.UnknownNoticeError):
            queries.public_notice("")
