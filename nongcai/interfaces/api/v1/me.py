"""Who I am."""

from __future__ import annotations

from ninja import Router, Schema

from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS

router = Router(tags=["me"])


class MeOut(Schema):
    """The signed-in person, and for whom it acts."""

    username: str
    label: str
    role: str
    organisation_id: int
    organisation_name: str


@router.get("/me", response={200: MeOut, **REFUSALS}, operation_id="me", summary="Who I am and for whom I act")
def me(request: ApiRequest) -> dict[str, object]:
    actor = request.actor
    return {
        "username": request.user.get_username(),
        "label": actor.label,
        "role": actor.role,
        "organisation_id": actor.organisation_id,
        "organisation_name": actor.organisation_name,
    }
