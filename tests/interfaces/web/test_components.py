"""The components, and the palette that they are painted with."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django_cotton.compiler_regex import CottonCompiler

from nongcai.interfaces.web.templatetags import hall, shell

THEME = Path(__file__).resolve().parents[3] / "frontend" / "src" / "theme.css"
COLOURS = dict(re.findall(r"--color-([\w-]+):\s*(#[0-9a-f]{6})", THEME.read_text(encoding="utf-8")))
TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("base-content", "base-100"),
    ("base-content", "base-200"),
    ("base-content", "head"),
    ("base-content", "row"),
    ("quiet", "base-100"),
    ("quiet", "base-200"),
    ("quiet", "head"),
    ("primary", "base-100"),
    ("primary", "base-200"),
    ("primary", "info-soft"),
    ("primary-content", "primary"),
    ("secondary-content", "secondary"),
    ("neutral-content", "neutral"),
    ("success-content", "success"),
    ("error-content", "error"),
    ("accent-content", "accent"),
    ("bar-text", "bar"),
    ("bar-text", "bar-deep"),
    ("bar-quiet", "bar"),
    ("ok", "ok-soft"),
    ("info-text", "info-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad", "base-100"),
    ("plain", "plain-soft"),
]


class TestPalette:
    @pytest.mark.parametrize(("ink", "paper"), PAIRS)
    def test_can_be_read(self, ink, paper):
        assert contrast(COLOURS[ink], COLOURS[paper]) >= TEXT

    @pytest.mark.parametrize("bar", ["success", "primary", "warning", "error"])
    def test_bars_stand_out(self, bar):
        assert contrast(COLOURS[bar], COLOURS["base-100"]) >= EDGE

    def test_contrast_is_reckoned_as_the_guideline_says(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


class TestAmounts:
    def test_are_shown_in_ten_thousands_with_the_yuan_behind(self):
        text = drawn('<c-money :of="amount" />', amount=Decimal("14188149.50"))

        assert ">1,418.81<" in text
        assert 'title="14,188,149.50 元"' in text

    def test_are_shown_in_yuan_where_asked(self):
        assert ">1,234.50<" in drawn('<c-money :of="amount" in="yuan" />', amount=Decimal("1234.5"))

    def test_missing_ones_are_a_dash_and_zero_is_zero(self):
        assert "—" in drawn('<c-money :of="amount" />', amount=None)
        assert ">0.00<" in drawn('<c-money :of="amount" />', amount=Decimal(0))

    def test_rates_round_half_up(self):
        assert ">12.35%<" in drawn('<c-percent :of="rate" />', rate=Decimal("12.345"))


class TestBar:
    @pytest.mark.parametrize(
        ("rate", "tone", "length"),
        [("118.02", "ok", "100"), ("99.99", "info", "99.99"), ("57", "warn", "57"), ("6", "bad", "6")],
    )
    def test_shows_how_far_one_is(self, rate, tone, length):
        text = drawn('<c-bar :of="rate" />', rate=Decimal(rate))

        assert f'data-tone="{tone}"' in text
        assert f'value="{length}"' in text

    def test_stays_away_where_there_is_no_rate(self):
        text = drawn('<c-bar :of="rate" />', rate=None)

        assert "<progress" not in text
        assert "—" in text


class TestTh:
    def test_sorts_from_the_biggest_and_keeps_the_filter(self):
        text = drawn('<c-th label="金额" key="amount" :sort="sort" />', "/?name=a&page=3", sort="name")

        assert 'href="?name=a&amp;sort=-amount"' in text
        assert 'aria-sort="none"' in text

    def test_turns_round_at_the_second_click(self):
        text = drawn('<c-th label="金额" key="amount" :sort="sort" />', sort="-amount")

        assert 'href="?sort=amount"' in text
        assert 'aria-sort="descending"' in text


class TestTable:
    ROWS = (
        '<thead><tr><th scope="col"><input type="checkbox"></th><c-th label="单位" />'
        '<c-th label="状态" key="state" /></tr></thead>'
        '<tbody><tr><td><input></td><th scope="row">甲</th><td class="num">1</td></tr></tbody>'
    )

    def test_its_rows_may_be_cards_whose_figures_carry_their_headings(self):
        table = drawn(f'<c-table cards="yes">{self.ROWS}</c-table>')
        assert '<td><input></td><th data-label="单位" scope="row">甲</th><td data-label="状态" class="num">' in table
        assert 'class="sheet is-cards"' in table

    def test_a_cell_over_several_columns_has_no_heading_and_moves_the_next(self):
        foot = '<tfoot><tr><th scope="row" colspan="2">合计</th><td class="num">1</td></tr></tfoot>'
        table = drawn(f'<c-table cards="yes">{self.ROWS}{foot}</c-table>')
        assert '<th scope="row" colspan="2">合计</th><td data-label="状态" class="num">1</td>' in table

    def test_else_they_stay_as_they_are(self):
        assert "data-label" not in drawn(f"<c-table>{self.ROWS}</c-table>")


class TestOnce:
    def test_is_drawn_for_all_pages(self):
        template = engines["django"].from_string(
            "{% load shell %}{% once %}{% translate '商品' %}{{ name }}{% endonce %}"
        )

        # What hangs on the page is left out, so that nobody is shown another's.
        assert [template.render({"name": name}) for name in ("甲", "乙")] == ["商品", "商品"]

    def test_keeps_what_components_draw(self):
        assert drawn('{% load shell %}{% once %}<c-badge label="甲" />{% endonce %}') == drawn('<c-badge label="甲" />')

    def test_is_drawn_once_for_each_of_the_values_that_it_names(self):
        words = "{% load shell %}{% once name=unit %}{{ name }}{{ unit }}{% endonce %}"
        template = engines["django"].from_string(words)

        told = [template.render({"unit": name}) for name in ("财政局", "<b>", "财政局")]

        assert told == ["财政局", "&lt;b&gt;", "财政局"]

    def test_keeps_no_more_than_it_may(self, monkeypatch):
        monkeypatch.setattr(shell, "_MOST_KEPT", 2)
        template = engines["django"].from_string("{% load shell %}{% once key=key %}{{ key }}{% endonce %}")
        [once] = template.template.nodelist.get_nodes_by_type(shell.Once)

        told = [template.render({"key": key}) for key in (1, 2, 3, 1)]

        assert told == ["1", "2", "3", "1"]
        assert len(once._drawn) == 2


class TestQuiet:
    def test_in_lines_of_offers_is_that_of_pages(self):
        assert hall.quiet(SafeString("甲")) == drawn("<c-quiet>甲</c-quiet>").strip()


class TestPager:
    def test_keeps_filter_and_order(self):
        page = Paginator(range(50), 20).get_page(2)

        text = drawn('<c-pager :page="page" />', "/?name=a&sort=-amount&page=2", page=page)

        assert 'href="?name=a&amp;sort=-amount&amp;page=3"' in text
        assert "第 2 / 3 页" in text

    def test_shows_no_buttons_for_one_page(self):
        page = Paginator(range(3), 20).get_page(1)

        assert "<a" not in drawn('<c-pager :page="page" />', page=page)


class TestSteps:
    @pytest.mark.parametrize(("count", "is_long"), [(6, False), (9, True)])
    def test_many_stand_in_one_line_of_columns(self, count, is_long):
        page = drawn('<c-steps :steps="steps" />', steps=[{"label": "发货", "state": "waiting"}] * count)

        assert ("xl:flex-nowrap" in page) is is_long


class TestActionButton:
    def test_is_a_form_with_a_token(self):
        text = drawn('<c-action-button url="/go/" label="确认" />')

        assert 'method="post"' in text
        assert 'name="csrfmiddlewaretoken"' in text
        assert 'type="submit"' in text

    def test_asks_first_where_told_so(self):
        text = drawn('<c-action-button url="/go/" label="确认" confirm="确定要确认吗？" />')

        assert "<details" in text
        assert "确定要确认吗？" in text


class TestEscaping:
    @pytest.mark.parametrize(
        "source",
        [
            '<c-badge :label="text" />',
            '<c-stat :label="text" :value="text" :note="text" />',
            '<c-stat label="{{ text }}" value="{{ text }}" />',
            '<c-page-head title="{{ text }}" :note="text" />',
            '<c-notice :title="text">{{ text }}</c-notice>',
            '<c-chart-bars :rows="rows" name="x" :title="text" />',
            '<c-definition :rows="pairs" />',
            '<c-steps :steps="steps" />',
            '<c-action-button :url="text" :label="text" :confirm="text" />',
        ],
    )
    def test_holds_in_every_component(self, source):
        text = '"><script>alert(1)</script>'

        page = drawn(
            source,
            text=text,
            rows=[{"label": text, "value": "1", "shown": text}],
            pairs=[(text, text)],
            steps=[{"label": text, "state": "done", "note": text}],
        )

        assert "<script>alert" not in page
        assert '""><' not in page


@pytest.mark.django_db  # a form that is sent is recorded
class TestPage:
    def test_shows_errors_beside_their_fields(self, client):
        response = client.post("/dev/components/", {})

        text = response.content.decode()
        assert response.status_code == 422
        assert 'aria-describedby="id_name-help id_name-error"' in text
        assert "有 3 项需要修改" in text

    def test_answers_htmx_with_the_middle_alone(self, client):
        text = client.post("/dev/components/", {}, headers={"HX-Request": "true"}).content.decode()

        assert "<html" not in text
        assert "id_name-error" in text

    def test_shows_every_component(self, client):
        source = (Path(shell.__file__).parents[1] / "templates" / "cotton").glob("*.html")
        page = client.get("/dev/components/")

        used = {origin.name for origin in page.templates if origin.name}
        missing = {path.name for path in source} - {Path(name).name for name in used} - OWN_PAGES
        assert missing == set()


# Parts of one page, seen there.
OWN_PAGES = {"demo_people.html", "welcome.html", "trouble.html"}
# Parts of the hall and of goods, looked at where they stand.
OWN_PAGES |= {"chips.html", "facet.html", "part.html", "suggested.html"}
OWN_PAGES |= {"picture.html", "pictures.html"}


def drawn(source: str, address: str = "/", **context: object) -> str:
    """Draw a piece of template as pages do."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, RequestFactory().get(address))


def contrast(one: str, other: str) -> float:
    """Reckon the contrast of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
