from datetime import date

import pytest

from nongcai.domain.notices import errors, queries, services
from nongcai.domain.notices.rules import PLACEHOLDER, plain
from tests.domain.assessments.city import buy
from tests.domain.notices.office import DATA_DATE, MUCH_LATER


class TestCorrect:
    def test_shows_old_and_new(self, office):
        notice = office.published()
        buy(office.city, "201", "10000", known=MUCH_LATER)

        correction = services.correct(
            actor=office.drafter, notice_id=notice.pk, data_date=date(2024, 8, 31), at=MUCH_LATER
        )

        text = plain(correction.body)
        assert "全市完成交易额由15.00万元更正为16.00万元。" in text
        assert "全市预留份额" not in text
        assert (correction.kind, correction.corrects) == ("correction", notice)
        assert queries.errors(queries.check(correction)) == []

    def test_asks_for_words_where_no_figure_changed(self, office):
        notice = office.published()

        correction = services.correct(actor=office.drafter, notice_id=notice.pk, data_date=DATA_DATE, at=MUCH_LATER)

        assert PLACEHOLDER in correction.body

    def test_is_for_what_was_issued(self, office):
        with pytest.raises(errors.NotFinalError):
            services.correct(actor=office.drafter, notice_id=office.ready().pk, data_date=DATA_DATE, at=MUCH_LATER)
