"""Who is refused wants to read why, on the page where they are."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import issuing


class TestRefusal:
    def test_of_a_field_stands_beside_it(self, sign_in, demo):
        page = sign_in(demo, "caizheng")
        issuing.draft(page)

        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            page.get_by_label("标题").fill("")
            page.get_by_role("button", name="保存并核对").click()

        assert answered.value.status == 422
        expect(page.get_by_text("有 1 项需要修改")).to_be_visible()
        expect(page.get_by_label("标题")).to_have_attribute("aria-invalid", "true")

    def test_of_a_step_that_somebody_else_took_says_where_the_notice_stands(self, sign_in, demo):
        drafter, first, second = (sign_in(demo, name) for name in ("caizheng", "fuhe", "qianfa"))
        issuing.draft(drafter)
        issuing.save(drafter, issuing.filled_in(drafter))
        for page in (first, second):
            page.goto(drafter.url)
        issuing.act(first, "核稿")
        expect(first.get_by_text("已办理。")).to_be_visible()

        with second.expect_response(lambda answer: answer.request.method == "POST") as answered:
            issuing.act(second, "核稿")

        assert answered.value.status == 409
        expect(second.locator("#refusal")).to_contain_text("通报当前为“已核稿”，不能办理“核稿”")
