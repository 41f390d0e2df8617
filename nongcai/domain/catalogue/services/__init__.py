"""Acts on the catalogue: what is put up on the shelf."""

from nongcai.domain.catalogue.services.shelving import put_up

__all__ = [
    "put_up",
]
