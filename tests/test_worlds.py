"""What one test does in a world no other finds, and a world is where the test says it is."""

from dataclasses import dataclass

import pytest

from nongcai.domain.organisations.models import Organisation
from tests.cast import Cast
from tests.worlds import world

BUILT = []


@world
def renamed(cast):
    BUILT.append(cast)
    school = cast.units["4101000002"]
    Organisation.objects.filter(pk=school.id).update(name="一中")
    cast.users["more"] = cast.users["unit"]
    return [school.id]


@world
def twice(renamed, cast):
    Organisation.objects.filter(pk=renamed[0]).update(name="二中")
    return {"cast": cast, "ids": renamed}


@world
def late(cast):
    Organisation.objects.filter(pk=cast.units["4101000002"].id).update(name="三中")
    return cast


@dataclass(frozen=True)
class Row:
    name: str
    world: object = None


def closed(cast: Cast) -> None:
    """Build what a row stands on."""
    Organisation.objects.filter(pk=cast.units["4101000002"].id).update(name="已撤销")


def name(cast):
    return Organisation.objects.get(pk=cast.units["4101000002"].id).name


@pytest.mark.parametrize("time", [1, 2])
class TestWorld:
    def test_is_built_once_and_found_as_it_was(self, cast, renamed, time):
        assert (name(cast), len(renamed), len(BUILT)) == ("一中", 1, 1)
        assert "more" in cast.users

        Organisation.objects.filter(pk=renamed[0]).update(name=str(time))
        renamed.append(time)

    def test_stands_on_others_and_shares_what_they_are(self, cast, renamed, twice, time):
        assert name(cast) == "二中"
        assert twice["cast"] is cast
        assert twice["ids"] is renamed

    def test_is_not_there_unless_it_was_asked_for(self, cast, time):
        assert name(cast) == "郑州市第一中学"
        assert "more" not in cast.users


@pytest.mark.parametrize(
    ("row", "found"), [(Row("a"), "郑州市第一中学"), (Row("b", closed), "已撤销")], ids=["none", "own"]
)
def test_of_a_row_is_what_the_row_names(cast, row, found):
    assert name(cast) == found


def test_asked_for_late_is_built_in_the_test(cast, request):
    assert name(cast) == "郑州市第一中学"
    assert request.getfixturevalue("late") is cast
    assert name(cast) == "三中"
