"""Pictures of a product: what is uploaded is read, turned, resized and written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import (
    PictureTooLargeError,
    PictureUnreadableError,
    PictureWordsError,
    TooManyPicturesError,
)
from nongcai.domain.catalogue.models import Picture, Product
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.describing import changed_what_stands, require_described
from nongcai.domain.catalogue.services.stepping import admitted, locked
from nongcai.domain.documents import services as documents
from nongcai.domain.documents.services import ToldFile
from nongcai.foundation import pictures, records
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.foundation.pictures import Prepared

MOST = 8


@transaction.atomic
def add_picture(*, actor: Actor, product_id: int, name: str, data: bytes, alt: str, at: datetime) -> Picture:
    """Add a picture behind those that are there. Of a listed product, it is looked at before it shows.

    :raises PictureWordsError: without words for those who do not see it.
    :raises PictureUnreadableError: when it is no picture, whatever its name says.
    :raises PictureTooLargeError: when it has too many pixels.
    :raises TooManyPicturesError: when there are as many as a product has.
    :raises ProductStepError: when the product is with the platform, or no longer sold.
    """
    if not alt.strip():
        raise PictureWordsError(fields={"alt": [PictureWordsError.message]})
    describing.require_plain({"alt": alt})
    admitted(actor)
    product = locked(actor, product_id)
    require_described(product, actor)
    before = queries.told_by(product)
    places = list(queries.pictures_of(product).values_list("position", flat=True))
    if len(places) >= MOST:
        raise TooManyPicturesError(limit=MOST)
    row = keep_picture(
        product=product,
        ready=prepared(name, data),
        alt=alt.strip(),
        position=max(places, default=0) + 1,
        at=at,
        user_id=actor.user_id,
    )
    changed_what_stands(product, before, actor=actor, at=at)
    return row


@transaction.atomic
def remove_picture(*, actor: Actor, picture_id: int, at: datetime) -> Product:
    """Take a picture away. Of a listed product, the rest is looked at again."""
    product, picture = _own(actor, picture_id)
    before = queries.told_by(product)
    documents.expire(owners=[f"{picture.owner}:{size}" for size in ("large", "small")], at=at)
    records.remove(Picture.objects.filter(pk=picture.pk))
    changed_what_stands(product, before, actor=actor, at=at)
    return product


@transaction.atomic
def put_first(*, actor: Actor, picture_id: int, at: datetime) -> Product:
    """Let a picture stand before the others. Of a listed product, it is looked at again: lists show the first alone."""
    product, picture = _own(actor, picture_id)
    before = queries.told_by(product)
    others = [row for row in queries.pictures_of(product) if row.pk != picture.pk]
    rows = [picture, *others]
    for position, row in enumerate(rows, start=1):
        row.position = position
    records.update_many(rows, "position")
    changed_what_stands(product, before, actor=actor, at=at)
    return product


def prepared(name: str, data: bytes) -> Prepared:
    """Return what is kept of an uploaded file.

    :raises PictureUnreadableError: when it is no picture, whatever its name says.
    :raises PictureTooLargeError: when it has too many pixels.
    """
    try:
        return pictures.prepare(data)
    except pictures.TooManyPixelsError as error:
        raise PictureTooLargeError(name=name, limit=error.limit // 10_000) from error
    except pictures.NotAPictureError as error:
        raise PictureUnreadableError(name=name, limit=pictures.LARGEST // pictures.MB) from error


def keep_picture(
    *, product: Product, ready: Prepared, alt: str, position: int, at: datetime, user_id: int | None
) -> Picture:
    """Keep both sizes of a picture, and the row that names them."""
    row = row_of(product, ready, alt, position)
    records.save(row)
    documents.store_many(told=sizes_of(row, ready), at=at, user_id=user_id)
    return row


def row_of(product: Product, ready: Prepared, alt: str, position: int) -> Picture:
    """Make the row of a picture."""
    digest = documents.digest_of(ready.large)
    return Picture(product=product, position=position, alt=alt, sha256=digest, width=ready.width, height=ready.height)


def sizes_of(row: Picture, ready: Prepared) -> list[ToldFile]:
    """Return the files of a picture."""
    return [
        ToldFile(f"{row.owner}:{size}", f"{row.sha256[:16]}-{size}.jpg", pictures.MEDIA_TYPE, data)
        for size, data in (("large", ready.large), ("small", ready.small))
    ]


def _own(actor: Actor, picture_id: int) -> tuple[Product, Picture]:
    admitted(actor)
    seen = queries.pictures_visible_to(actor).filter(pk=picture_id).values_list("product_id", flat=True).first()
    if seen is None:
        raise NotFoundError(what=picture_id)
    # One that is only looked at, of another supplier, is not within sight here.
    product = locked(actor, seen)
    require_described(product, actor)
    picture = queries.pictures_of(product).filter(pk=picture_id).first()
    if picture is None:
        raise NotFoundError(what=picture_id)
    return product, picture
