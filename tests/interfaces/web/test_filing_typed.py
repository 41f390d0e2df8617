"""What people type into the form of a filing, and how it answers."""

from nongcai.domain.shares.models import ShareFilingEvent
from tests.domain.shares.season import POLICE, SCHOOL
from tests.interfaces.web.filing import TYPED, canteen, running
from tests.interfaces.web.test_filing import address, filed
from tests.worlds import world


@world
def season(cast):
    return running(cast)


class TestRecord:
    def test_says_who_filed_for_whom(self, browser_of, season, cast):
        browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"})

        told = ShareFilingEvent.objects.latest("pgh_id").pgh_context.metadata
        assert told == {
            "user": cast.users["unit"].pk,
            "url": address(season, "file/"),
            "organisation": season.unit(SCHOOL),
            "role": "unit",
        }


class TestTyping:
    def test_reads_full_width_figures(self, browser_of, season):
        typed = {
            "canteens-0-total": "５００，０００．００ 元",
            "reserved": "",
            "ratio": "１２．５％",
            "contact_phone": "１３８１２３４５６７８",
        }

        browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"} | typed)

        assert (filed(season).canteen_total, filed(season).reserved) == (500_000, 62_500)
        assert filed(season).contact_phone == "13812345678"

    def test_lists_each_wrong_field_with_its_canteen(self, browser_of, season):
        wrong = {"canteens-0-total": "abc", "canteens-0-diners": "很多", "reserved": "十万"}

        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "try"} | wrong)

        text = response.content.decode()
        assert "有 3 项需要修改" in text
        assert '<a class="underline" href="#id_canteens-0-diners">食堂1 就餐人数</a>' in text
        assert '<a class="underline" href="#id_reserved">预留金额（元）</a>' in text

    def test_takes_a_row_of_which_only_the_kind_is_left_for_no_canteen(self, browser_of, season):
        typed = {"eats": "shared", "host": POLICE, "reserved": ""}
        left = canteen(0, kind="outsourced", name="", diners="", total="", total_source="estimate")

        browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"} | typed | left)

        assert (filed(season).remark, filed(season).canteen_total) == ("共用食堂，由郑州市公安局填报", 0)

    def test_says_once_what_several_layers_ask_for(self, browser_of, season):
        response = browser_of("unit").get(address(season, "file/"))

        groups = response.context["groups"]
        asked = [one.first.rule.strength for one in groups]
        assert (asked.count("must"), asked.count("encouraged")) == (1, 1)
        assert sum(len(one.rows) for one in groups) == len(response.context["rules"]) > len(groups)
