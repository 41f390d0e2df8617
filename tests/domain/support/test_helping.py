import pytest

from nongcai.domain.support import queries, services
from nongcai.domain.support.errors import ArticleChangedError, ArticleError, HotlineError
from nongcai.domain.support.models import FaqArticle
from nongcai.domain.support.services import ToldArticle, ToldHotline
from nongcai.foundation.errors import InvalidError, NotAllowedError, NotFoundError
from tests.market import AT, on_stage

pytestmark = pytest.mark.django_db

LOGIN = ToldArticle("account", "忘记密码怎么办？", "请联系本级财政部门重设密码。", "口令 找回")
COUNT = ToldArticle("order", "订单为什么没有计入？", "看“已下单未计入”，还差哪一步。")
DESK = ToldHotline("410100", "郑州市农采服务台", "0371-12345678", "工作日8:30—17:30")


@pytest.fixture
def platform(cast):
    return on_stage(cast).actor("platform")


@pytest.fixture
def written(platform):
    return [services.enter_article(actor=platform, told=told, at=AT) for told in (LOGIN, COUNT)]


class TestArticles:
    @pytest.mark.parametrize(
        ("text", "found"),
        [("密码", [0]), ("口令", [0]), ("计入 订单", [1]), ("计入 密码", []), ("-密码", [1]), ("", [0, 1])],
    )
    def test_are_found_by_all_words_as_the_hall_compares_them(self, written, text, found):
        keys = [one.pk for one in queries.articles_found(None, text=text)]

        assert keys == [written[place].pk for place in found]

    def test_are_folded_as_names_of_goods_are(self, written):
        FaqArticle.objects.filter(pk=written[0].pk).update(words="香菇 ＡＢＣ")

        assert [one.pk for one in queries.articles_found(None, text="abc")] == [written[0].pk]

    def test_are_chosen_by_topic(self, written):
        assert [one.pk for one in queries.articles_found(None, topic="order")] == [written[1].pk]

    def test_that_are_not_shown_the_platform_alone_reads(self, platform, written, cast):
        hidden = ToldArticle("account", "内部", "内部答复", is_shown=False)
        made = services.enter_article(actor=platform, told=hidden, at=AT)

        for reader in (None, cast.actor("city_finance")):
            assert not queries.articles_visible_to(reader).filter(pk=made.pk).exists()
        assert queries.articles_visible_to(platform).filter(pk=made.pk).exists()

    def test_are_the_platforms(self, written, platform, cast):
        with pytest.raises(NotAllowedError):
            services.enter_article(actor=cast.actor("city_finance"), told=LOGIN, at=AT)
        with pytest.raises(ArticleError):
            services.enter_article(actor=platform, told=ToldArticle("account", " ", "x"), at=AT)
        with pytest.raises(InvalidError) as twice:
            services.enter_article(actor=platform, told=LOGIN, at=AT)

        assert "已有相同的问题。" in str(twice.value.fields)
        assert FaqArticle.objects.count() == 2

    def test_are_changed_by_one_at_a_time(self, written, platform):
        told = {"actor": platform, "article_id": written[0].pk, "told": LOGIN, "at": AT}
        assert services.change_article(**told, version=1).version == 2

        with pytest.raises(ArticleChangedError):
            services.change_article(**told, version=1)
        with pytest.raises(NotFoundError):
            services.change_article(**told | {"article_id": 0}, version=1)


class TestHotlines:
    def test_of_the_nation_are_there_from_the_first(self):
        assert [one.number for one in queries.hotlines_of()] == ["400-1188-832"]

    def test_are_those_of_the_region_and_above_the_nearest_first(self, platform, cast):
        services.enter_hotline(actor=platform, told=DESK, at=AT)
        services.enter_hotline(actor=platform, told=ToldHotline("110000", "北京", "010-12345678"), at=AT)

        def numbers(reader):
            return [one.number for one in queries.hotlines_of(queries.region_near(reader))]

        assert numbers(cast.actor("district_finance")) == [DESK.number, "400-1188-832"]
        assert numbers(None) == ["400-1188-832", "010-12345678", DESK.number]

    @pytest.mark.parametrize(
        "told",
        [
            ToldHotline("999999", "无", "0371-12345678"),
            ToldHotline("410100", " ", "0371-12345678"),
            ToldHotline("410100", "台", "javascript:x"),
        ],
    )
    def test_have_a_region_a_name_and_a_number(self, platform, told):
        with pytest.raises(HotlineError):
            services.enter_hotline(actor=platform, told=told, at=AT)

        assert services.enter_hotline(actor=platform, told=DESK, at=AT).region_id == "410100"

    def test_end_and_are_the_platforms(self, platform, cast):
        made = services.enter_hotline(actor=platform, told=DESK, at=AT)
        with pytest.raises(NotAllowedError):
            services.end_hotline(actor=cast.actor("city_finance"), hotline_id=made.pk, at=AT)

        services.end_hotline(actor=platform, hotline_id=made.pk, at=AT)

        assert made.number not in [one.number for one in queries.hotlines_of()]
        with pytest.raises(NotFoundError):
            services.end_hotline(actor=platform, hotline_id=made.pk, at=AT)
