"""Writing rows: what the database refuses is told in words."""

from datetime import UTC, datetime
from decimal import Decimal
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from nongcai.domain.orders.models import Order, OrderLine, OrderStep
from nongcai.domain.repeats.models import Reply
from nongcai.domain.shares.models import ShareFiling
from nongcai.foundation import records
from nongcai.foundation.errors import InvalidError
from tests.cast import AT, YEAR

LATER = datetime(2024, 5, 1, tzinfo=UTC)


def filing(cast, **changes):
    facts = {"organisation_id": cast.units["4101000002"].id, "year": YEAR + 1, "state": "filed", "canteen": "own"}
    return ShareFiling(**(facts | {"canteen_total": 10, "reserved": 1, "filed_at": LATER} | changes))


class TestSave:
    @pytest.mark.parametrize(
        ("changes", "place", "words"),
        [
            ({"reserved": 11}, "", "预留金额不能大于"),
            ({"reserved": -1}, "", "不能为负"),
            ({"year": YEAR}, "", "本年度已有填报"),
            ({"state": "no such state"}, "state", "no such state"),
        ],
    )
    def test_tells_which_constraint_is_broken(self, cast, changes, place, words):
        with pytest.raises(InvalidError) as refused, transaction.atomic():
            records.save(filing(cast, **changes))

        assert words in "".join(refused.value.fields[place])

    def test_tells_it_of_an_old_row_too(self, cast):
        row = filing(cast)
        records.save(row)
        row.reserved = 11

        with pytest.raises(InvalidError):
            records.save(row, "reserved")
        row.refresh_from_db()
        assert row.reserved == 1

    def test_leaves_the_callers_transaction_whole(self, cast):
        with transaction.atomic():
            with pytest.raises(InvalidError):
                records.save(filing(cast, reserved=11))
            records.save(filing(cast))

        assert ShareFiling.objects.filter(year=YEAR + 1).count() == 1

    def test_does_not_hide_what_has_no_words(self, cast):
        row = filing(cast)
        row.pk = ShareFiling.objects.values_list("pk", flat=True)[0]
        row.organisation_id = cast.units["4101000003"].id

        with pytest.raises((IntegrityError, InvalidError)):
            records.save(row)


class TestCheck:
    @pytest.mark.parametrize("name", ["purpose", "receiver", "tax_number", "note", "buyer_code"])
    @pytest.mark.parametrize(
        "value", ["", " ", "甲", "甲" * 20, "甲" * 21, "甲" * 501, "canteen", "no such thing", None, 7]
    )
    def test_finds_of_a_text_what_django_finds(self, name, value):
        self._compare(name, value)

    @pytest.mark.parametrize("name", ["freight", "amount"])
    @pytest.mark.parametrize(
        "value", ["0.00", "-1.5", "1.000", "1E+3", "9999999999.99", "99999999999999999999", "NaN", "Infinity", "0.001"]
    )
    def test_finds_of_a_number_what_django_finds(self, name, value):
        self._compare(name, Decimal(value))

    @pytest.mark.parametrize("name", ["amount", "term_days", "supplier_id", "state", "holder"])
    @pytest.mark.parametrize("value", [None, 7, "x"])
    def test_finds_of_another_kind_what_django_finds(self, name, value):
        self._compare(name, value)

    @staticmethod
    def _compare(name, value):
        def found(check, row):
            try:
                check(row)
            except (InvalidError, ValidationError) as error:
                return getattr(error, "fields", None) or error.message_dict
            return None

        others = {field.name for field in Order._meta.fields if name not in {field.name, field.attname}}
        row, same = Order(**{name: value}), Order(**{name: value})

        assert found(lambda one: records.check(one, but=others), row) == found(
            lambda one: one.clean_fields(exclude=others), same
        )
        assert repr(getattr(row, name)) == repr(getattr(same, name))


class TestMade:
    """Rows that are made all day are as Django makes them."""

    @pytest.mark.parametrize("kind", [Order, OrderLine, OrderStep, ShareFiling, Reply])
    def test_is_what_django_makes(self, kind):
        asked = {field.attname for field in kind._meta.concrete_fields if callable(field.default)}
        named = next(field.attname for field in kind._meta.concrete_fields if field.attname.endswith(("_id", "key")))
        ours, theirs = records.made(kind, **{named: 7}), kind(**{named: 7})

        assert vars(ours).keys() == vars(theirs).keys()
        for name in vars(theirs).keys() - asked - {"_state"}:
            assert getattr(ours, name) == getattr(theirs, name), name
        assert (ours._state.adding, ours._state.db) == (theirs._state.adding, theirs._state.db)

    def test_asks_each_time_for_what_differs(self):
        assert records.made(Order).id != records.made(Order).id

    def test_shares_nothing(self):
        one = records.made(Order)
        one.budgets.append(7)

        assert records.made(Order).budgets == []

    def test_finds_what_it_points_at(self, cast):
        unit = cast.units["4101000002"]

        assert records.made(ShareFiling, organisation_id=unit.id).organisation.pk == unit.id

    def test_wants_columns(self):
        with pytest.raises(TypeError, match="supplier_nam"):
            records.made(Order, supplier_nam="甲")


REPLY = {"key": "same", "fingerprint": "f", "status": 200, "media_type": "text/plain", "body": b"", "answered_at": AT}


class TestTwoAtOnce:
    def test_tell_the_slower_that_it_is_there(self, stage):
        """Neither sees the other's row when it looks; only the database can tell."""
        user, told = stage.users["unit"].pk, []

        def keep():
            try:
                with transaction.atomic():
                    records.save(Reply(user_id=user, **REPLY))
            except InvalidError:
                told.append("refused")
            finally:
                connection.close()

        with transaction.atomic():
            records.save(Reply(user_id=user, **REPLY))
            second = Thread(target=keep)
            second.start()
            # By now it has asked for the place, or will find it taken: it waits for this transaction either way.
            second.join(0.5)
        second.join()

        assert told == ["refused"]
