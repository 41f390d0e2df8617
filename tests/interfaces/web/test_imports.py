"""Pages of importing and reconciliation."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from nongcai.domain.documents import services as document_services
from nongcai.domain.documents.models import Document
from nongcai.domain.imports import queries
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.ledger.models import Entry
from nongcai.interfaces.jobs import imports as jobs
from tests.cast import AT
from tests.interfaces.web.uploads import (
    FILING_HEADINGS,
    NEW,
    ORDER_HEADINGS,
    brought,
    filing,
    loaded,
    order,
    orders,
    text_of,
    workbook,
)

DIRECTORY_OF_A_ZONE = (
    ("单位编码", "单位名称", "统一社会信用代码", "行政区划代码", "行政区划", "预算级次", "食堂情况"),
    [("4101740001", "郑东新区财政局", "", "410174", "郑东新区", "一级预算单位", "自有食堂")],
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


class TestRunNew:
    def test_keeps_the_files_and_leads_to_the_run(self, clerk):
        response = clerk.post(NEW, {"originals": [orders(order("1")), orders(order("2"), name="二.xlsx")]})

        run = ImportRun.objects.get()
        assert response.headers["Location"] == f"/imports/{run.pk}/"
        assert [file.name for file in queries.files_of(run.pk)] == ["交易明细.xlsx", "二.xlsx"]

    def test_says_when_originals_are_deleted_and_links_the_templates(self, clerk, settings):
        settings.ORIGINALS_KEPT_DAYS = 17

        text = text_of(clerk, NEW)

        assert "17天后自动删除" in text
        assert 'href="/imports/templates/transactions/"' in text

    @pytest.mark.parametrize(
        ("file", "sentence"),
        [
            (SimpleUploadedFile("报告.docx", b"x"), "“报告.docx”不是xlsx、xls或csv文件"),
            (SimpleUploadedFile("空.xlsx", b""), "空文件"),
        ],
    )
    def test_refuses_what_cannot_be_a_table(self, clerk, file, sentence):
        response = clerk.post(NEW, {"originals": [file]})

        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not ImportRun.objects.exists()

    def test_wants_a_file(self, clerk):
        response = clerk.post(NEW, {})

        assert response.status_code == 422
        assert "请至少选择一个文件" in response.content.decode()

    def test_works_from_the_rendered_form(self, cast):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(
            cast.users["city_finance"], backend="nongcai.interfaces.web.accounts.backend.PasswordBackend"
        )
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text_of(browser, NEW))[1]

        refused = browser.post(NEW, {"originals": [orders(order("1"))]})
        accepted = browser.post(NEW, {"originals": [orders(order("1"))], "csrfmiddlewaretoken": token})

        assert (refused.status_code, accepted.status_code) == (403, 302)


class TestRunDetail:
    def test_polls_while_the_worker_is_at_it_and_links_a_reload(self, clerk):
        clerk.post(NEW, {"originals": [orders(order("1"))]})

        text = text_of(clerk, f"/imports/{ImportRun.objects.get().pk}/")

        assert 'hx-trigger="every 2s"' in text
        assert "刷新" in text

    def test_stops_polling_when_it_is_done(self, clerk):
        run = brought(clerk, orders(order("1")))

        assert "hx-trigger" not in text_of(clerk, f"/imports/{run.pk}/")

    def test_shows_the_dry_run(self, clerk):
        run = brought(clerk, orders(order("1"), order("1"), order("2", amount=-5.0)))

        text = text_of(clerk, f"/imports/{run.pk}/")

        assert "订单金额为负数" in text
        assert "导入正确的行" in text
        assert "全部正确才导入" in text
        assert not Entry.objects.filter(kind="purchased").exists()

    def test_filters_problems_by_sheet_and_level(self, clerk):
        wrong = orders(order("1", amount=-5.0), name="错.xlsx")
        run = brought(clerk, wrong, workbook("填报.xlsx", FILING_HEADINGS, [filing("9999")]))
        sheet = queries.sheets_of(run).get(kind="filings")

        errors = text_of(clerk, f"/imports/{run.pk}/?level=error")
        filings = text_of(clerk, f"/imports/{run.pk}/?sheet={sheet.pk}")

        assert ("订单金额为负数" in errors, "不在2023年度名录中" in errors) == (True, False)
        assert ("订单金额为负数" in filings, "不在2023年度名录中" in filings) == (False, True)

    def test_says_how_many_more_problems_there_are(self, clerk):
        run = brought(clerk, orders(*(order(str(n), amount=-5.0) for n in range(203))))

        assert "其余3条" in text_of(clerk, f"/imports/{run.pk}/")

    def test_says_why_a_file_cannot_be_read(self, clerk):
        run = brought(clerk, SimpleUploadedFile("坏.xlsx", b"PK\x03\x04nothing"), orders(order("1")))

        text = text_of(clerk, f"/imports/{run.pk}/")

        assert "坏.xlsx" in text
        assert "未读取" in text

    def test_takes_few_queries(self, clerk, django_assert_max_num_queries):
        run = brought(clerk, orders(order("1"), order("2", amount=-5.0)))

        with django_assert_max_num_queries(16):
            clerk.get(f"/imports/{run.pk}/")

    @pytest.mark.parametrize("name", ["district_finance", "unit", "supervisor"])
    def test_is_not_there_for_others(self, clerk, browser_of, name):
        run = brought(clerk, orders(order("1")))

        assert browser_of(name).get(f"/imports/{run.pk}/").status_code == 404

    def test_is_read_by_the_auditor_who_cannot_act(self, clerk, browser_of):
        run = brought(clerk, orders(order("1")))
        auditor = browser_of("auditor")

        text = text_of(auditor, f"/imports/{run.pk}/")
        answers = [
            auditor.post(f"/imports/{run.pk}/{act}/", {"how": "good"}).status_code
            for act in ("check", "load", "discard")
        ]

        assert "导入正确的行" not in text
        assert answers == [403, 403, 403]
        assert auditor.get(NEW).status_code == 404


class TestRunAnswer:
    @pytest.fixture
    def run(self, clerk):
        headings = [heading if heading != "订单金额(元)" else "订单金额" for heading in ORDER_HEADINGS]
        return brought(clerk, workbook("交易.xlsx", headings, [order("1")], title="交易明细"))

    def test_asks_with_the_first_values_and_picks_nothing(self, clerk, run):
        text = text_of(clerk, f"/imports/{run.pk}/")

        assert "没有写明单位，是元还是万元" in text
        assert "前几个值：300" in text
        assert not re.search(r'value="(yuan|wan)"[^>]*checked', text)

    def test_has_the_run_checked_again(self, clerk, run):
        question = queries.open_questions(run).get()

        clerk.post(f"/imports/{run.pk}/answer/", {f"question-{question.pk}": "wan"})
        jobs.check(run_id=run.pk)
        clerk.post(f"/imports/{run.pk}/load/", {"how": "good"})
        jobs.load(run_id=run.pk)

        assert Entry.objects.get(kind="purchased").amount == Decimal("3000000.00")

    def test_wants_one_answer_at_least(self, clerk, run):
        response = clerk.post(f"/imports/{run.pk}/answer/", {})

        assert response.status_code == 422
        assert "请至少回答一项" in response.content.decode()

    def test_takes_only_what_was_offered(self, clerk, run):
        question = queries.open_questions(run).get()

        response = clerk.post(f"/imports/{run.pk}/answer/", {f"question-{question.pk}": "亿"})

        assert response.status_code == 422
        assert queries.open_questions(run).exists()

    def test_fills_in_only_certain_proposals(self, clerk):
        headings = ("单位编码", "单位名称", "行政区划代码", "行政区划", "预算级次", "主管预算单位编码", "主管预算单位",
                    "食堂情况", "工会会员人数")  # fmt: skip
        row = ("A1", "东区管委会", "410174", "郑东新区", "一级预算单位", "", "", "自有食堂", 5)
        run = brought(clerk, workbook("预算单位名录.xlsx", headings, [row], title="2023年预算单位名录"))

        text = text_of(clerk, f"/imports/{run.pk}/")

        assert re.search(r'value="accept"[^>]*checked', text)


class TestRunAccept:
    def test_takes_all_that_is_certain(self, clerk):
        run = brought(clerk, workbook("名录.xlsx", *DIRECTORY_OF_A_ZONE, title="2023年预算单位名录"))
        assert "全部采纳确定的建议（1项）" in text_of(clerk, f"/imports/{run.pk}/")

        response = clerk.post(f"/imports/{run.pk}/accept/", follow=True)

        assert "已采纳1项建议" in response.content.decode()

    def test_says_when_nothing_is_certain(self, clerk):
        run = brought(clerk, orders(order("1")))

        assert "没有可直接采纳的建议" in clerk.post(f"/imports/{run.pk}/accept/", follow=True).content.decode()


class TestRunLoad:
    def test_is_not_offered_where_there_is_nothing_to_load(self, clerk):
        loaded(clerk, orders(order("1")))

        text = text_of(clerk, f"/imports/{brought(clerk, orders(order('1'))).pk}/")

        assert ("没有可导入的行" in text, "导入正确的行" in text) == (True, False)

    def test_says_when_nothing_was_chosen(self, clerk):
        run = brought(clerk, orders(order("1")))

        assert "没有导入：请选择" in clerk.post(f"/imports/{run.pk}/load/", follow=True).content.decode()

    def test_tells_what_became_of_the_rows(self, clerk):
        run = loaded(clerk, orders(order("1"), order("2", amount=-5.0)))

        text = text_of(clerk, f"/imports/{run.pk}/")

        assert "新增1行，变更0行，无变化0行，暂缓0行，有误未导入1行" in text

    def test_loads_the_good_rows(self, clerk):
        run = loaded(clerk, orders(order("1"), order("2", amount=-5.0)))

        text = text_of(clerk, f"/imports/{run.pk}/")
        assert run.state == "loaded"
        assert Entry.objects.filter(kind="purchased").count() == 1
        assert "导入结果" in text

    def test_loads_a_text_file_in_the_encoding_of_offices(self, clerk):
        lines = [",".join(ORDER_HEADINGS), ",".join(map(str, order("1")))]
        run = loaded(clerk, SimpleUploadedFile("交易明细.csv", "\r\n".join(lines).encode("gb18030")))

        assert run.state == "loaded"
        assert Entry.objects.filter(kind="purchased").count() == 1

    def test_loads_nothing_where_all_must_be_right(self, clerk):
        run = brought(clerk, orders(order("1"), order("2", amount=-5.0)))

        response = clerk.post(f"/imports/{run.pk}/load/", {"how": "all"})

        assert response.status_code == 409
        assert "有1行（或文件）有误" in response.content.decode()

    def test_says_what_waits(self, clerk):
        run = loaded(clerk, orders(order("1", bound="9999")))

        assert "有1个事项待核对" in text_of(clerk, f"/imports/{run.pk}/")

    def test_shows_that_the_worker_broke_off(self, clerk, cast):
        run = brought(clerk, orders(order("1")))
        queries.files_of(run.pk).update(name="交易明细.xlsx", deleted_at=AT)
        clerk.post(f"/imports/{run.pk}/check/")

        jobs.check(run_id=run.pk)

        assert "原件已按期限删除，请重新上传" in text_of(clerk, f"/imports/{run.pk}/")

    def test_says_that_the_worker_broke_off_and_offers_to_begin_anew(self, clerk):
        clerk.post(NEW, {"originals": [orders(order("1"))]})
        run = ImportRun.objects.get()
        queries.files_of(run.pk).get().path.unlink()

        with pytest.raises(FileNotFoundError):
            jobs.check(run_id=run.pk)

        text = text_of(clerk, f"/imports/{run.pk}/")
        assert "系统出错，没有导入任何数据" in text
        assert f'action="/imports/{run.pk}/check/"' in text

    def test_discards(self, clerk):
        run = brought(clerk, orders(order("1")))

        response = clerk.post(f"/imports/{run.pk}/discard/", follow=True)

        assert "已放弃该批次" in response.content.decode()
        assert ImportRun.objects.get().state == "discarded"


class TestRunRejects:
    def rejects(self, browser, run):
        return browser.post(f"/imports/{run.pk}/rejects/{queries.sheets_of(run).get().pk}/")

    def cells(self, response):
        return CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)

    def test_gives_the_wrong_rows_back_with_reasons(self, clerk):
        run = brought(clerk, orders(order("1"), order("2", amount=-5.0)))

        rows = self.cells(self.rejects(clerk, run)).to_python()

        flat = [str(cell) for row in rows for cell in row]
        assert next(row for row in rows if "2" in row)[0].startswith("订单金额：订单金额为负数")
        assert any("用途：改正有误行后重新导入" in cell and "city_finance" in cell for cell in flat)
        assert not [row for row in rows if "1" in row]

    def test_can_be_put_right_and_loaded(self, clerk):
        run = brought(clerk, orders(order("1"), order("2", amount=-5.0)))
        content = b"".join(self.rejects(clerk, run).streaming_content)

        again = brought(clerk, SimpleUploadedFile("有误行.xlsx", content))

        assert [(sheet.kind, sheet.total) for sheet in queries.sheets_of(again)] == [("transactions", 1)]

    def test_hides_an_individuals_name(self, clerk):
        run = brought(clerk, orders(order("1", kind="个人", name="某某某", code="410105199001010011", amount=-5.0)))

        flat = str(self.cells(self.rejects(clerk, run)).to_python())

        assert "某某某" not in flat
        assert "410105199001010011" not in flat

    def test_is_kept_on_record(self, clerk, cast):
        run = brought(clerk, orders(order("1", amount=-5.0)))

        self.rejects(clerk, run)

        kept = Document.objects.get(owner=f"export:import-run:{run.pk}")
        assert kept.stored_by_id == cast.users["city_finance"].pk

    def test_says_that_the_original_is_gone(self, clerk):
        run = brought(clerk, orders(order("1", amount=-5.0)))
        document_services.delete_expired(at=run.created_at + timedelta(days=400))

        response = self.rejects(clerk, run)

        assert response.status_code == 409
        assert "原件已按期限删除" in response.content.decode()


class TestTemplateDownload:
    @pytest.mark.parametrize("kind", ["directory", "filings", "accounts", "transactions"])
    def test_gives_an_empty_table(self, clerk, kind):
        response = clerk.get(f"/imports/templates/{kind}/")

        assert CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).sheet_names

    def test_knows_no_other(self, clerk):
        assert clerk.get("/imports/templates/secrets/").status_code == 404


class TestRunList:
    def test_says_what_to_do_when_empty(self, clerk):
        assert "还没有导入记录" in text_of(clerk, "/imports/")

    def test_lists_runs_with_their_numbers(self, clerk):
        brought(clerk, orders(order("1"), order("2", amount=-5.0)))

        text = text_of(clerk, "/imports/")

        assert "交易明细.xlsx" in text
        assert "核对完毕" in text

    def test_takes_few_queries(self, clerk, django_assert_max_num_queries):
        for number in range(3):
            brought(clerk, orders(order(str(number))))

        with django_assert_max_num_queries(9):
            clerk.get("/imports/")
