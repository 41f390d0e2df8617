import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    MarkupError,
    PictureTooLargeError,
    PictureUnreadableError,
    PictureWordsError,
    ProductStepError,
    TooManyPicturesError,
)
from nongcai.domain.catalogue.models import Picture
from nongcai.domain.documents.models import Document
from nongcai.foundation.errors import NotFoundError
from tests.foundation.test_pictures import bomb
from tests.goods import drafted, handed_in, listed, picture, pictured, second_supplier
from tests.market import AT


class TestAdd:
    def test_keeps_both_sizes(self, market):
        row = pictured(market, drafted(market), picture(2000, 1000))

        large, small = (queries.picture_file(row, size) for size in ("large", "small"))
        assert (row.width, row.height, row.sha256) == (1600, 800, large.sha256)
        assert large.path.read_bytes().startswith(b"\xff\xd8\xff")
        assert small.size < large.size
        assert {large.media_type, small.media_type} == {"image/jpeg"}

    def test_stands_behind_the_others_up_to_eight(self, market):
        product = drafted(market)
        rows = [pictured(market, product) for _ in range(8)]

        assert [row.position for row in rows] == list(range(1, 9))
        with pytest.raises(TooManyPicturesError):
            pictured(market, product)

    @pytest.mark.parametrize(
        ("refusal", "told"),
        [
            (PictureWordsError, {"alt": "  "}),
            (MarkupError, {"alt": "<b>木耳</b>"}),
            (PictureUnreadableError, {"data": b"<svg onload=alert(1)>"}),
            (PictureUnreadableError, {"data": b"MZ\x90\x00"}),
            (PictureTooLargeError, {"data": bomb(8000, 5000)}),
        ],
    )
    def test_refuses_what_is_none_and_keeps_nothing(self, market, refusal, told):
        product, files = drafted(market), Document.objects.count()

        with pytest.raises(refusal) as said:
            pictured(market, product, **told)

        assert str(said.value).endswith("。")
        assert not Picture.objects.exists()
        assert Document.objects.count() == files

    def test_waits_while_the_platform_looks(self, market):
        with pytest.raises(ProductStepError):
            pictured(market, handed_in(market))


class TestArrange:
    def test_puts_one_first(self, market):
        product = drafted(market)
        one, other = pictured(market, product), pictured(market, product)

        services.put_first(actor=market.actor("supplier"), picture_id=other.pk, at=AT)

        assert list(queries.pictures_of(product)) == [other, one]

    def test_takes_one_away_with_its_files(self, market):
        row = pictured(market, drafted(market))

        services.remove_picture(actor=market.actor("supplier"), picture_id=row.pk, at=AT)

        assert not Picture.objects.exists()
        assert Document.objects.filter(owner__startswith="product-picture", expires_at=AT).count() == 2

    def test_is_not_somebody_elses(self, market):
        row = queries.pictures_of(listed(market)).get()
        _other, actor = second_supplier(market)

        for act in (services.remove_picture, services.put_first):
            with pytest.raises(NotFoundError):
                act(actor=actor, picture_id=row.pk, at=AT)


class TestVisible:
    def test_are_those_of_what_is_listed_to_all_and_others_to_whom_they_concern(self, market, cast):
        hidden, shown = drafted(market, name="未提交"), listed(market)
        own = queries.pictures_visible_to(market.actor("supplier"))
        pictured(market, hidden)

        assert own.count() == 2
        assert queries.pictures_visible_to(market.actor("other_county")).get().product == shown
        assert queries.pictures_visible_to(second_supplier(market)[1]).get().product == shown
