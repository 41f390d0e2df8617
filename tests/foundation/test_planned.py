from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DataError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from nongcai.foundation import planned


def how_many_planned(like):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [like])
        return cursor.fetchone()[0]


@pytest.mark.django_db
class TestRows:
    def test_takes_named_values_each_as_often_as_it_stands(self):
        found = planned.rows(
            "SELECT %(b)s::int, %(a)s::text, %(b)s::int + 1, 7 %% 4, 'a' LIKE '%%'", {"a": "甲", "b": 2, "c": 9}
        )

        assert found == [(2, "甲", 3, 3, True)]

    def test_takes_unnamed_values_in_their_order(self):
        assert planned.rows("SELECT %s::int, %s::text", [1, "%(b)s"]) == [(1, "%(b)s")]

    def test_keeps_what_looks_like_words_a_value(self):
        hostile = "'; DROP TABLE accounts_user; --$1"

        assert planned.rows("SELECT %(told)s::text", {"told": hostile}) == [(hostile,)]

    def test_plans_once_whatever_the_values(self):
        for keys in ([1], [2, 3], [2**40]):
            found = planned.rows("SELECT k, 'once' FROM unnest(%(keys)s::bigint[]) k", {"keys": planned.array_of(keys)})
            assert [key for key, _word in found] == keys

        assert how_many_planned("%'once' FROM unnest%") == 1

    def test_is_counted_like_any_other(self):
        with CaptureQueriesContext(connection) as seen:
            planned.rows("SELECT %(a)s::int", {"a": 5})

        assert [one["sql"] for one in seen.captured_queries] == ["SELECT 5::int"]

    def test_fails_as_django_does(self):
        with pytest.raises(DataError), transaction.atomic():
            planned.rows("SELECT 1 / %(a)s::int", {"a": 0})

    def test_is_gated_like_any_other(self):
        def gate(execute, statement, *rest):
            raise LookupError(statement)

        with connection.execute_wrapper(gate), pytest.raises(LookupError, match="gated"):
            planned.rows("SELECT %(a)s::int, 'gated'", {"a": 5})

    def test_waits_in_a_broken_transaction_for_its_end(self):
        with transaction.atomic():
            transaction.set_rollback(True)
            with pytest.raises(TransactionManagementError):
                planned.rows("SELECT %(a)s::int", {"a": 5})
            transaction.set_rollback(False)

    def test_wants_each_value(self):
        with pytest.raises(KeyError):
            planned.rows("SELECT %(a)s::int", {"b": 0})


class TestArrayOf:
    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ([], "{}"),
            ([1, -2], "{1,-2}"),
            ([Decimal("1.50"), Decimal("1E+2")], "{1.50,1E+2}"),
            ([UUID(int=5)], "{00000000-0000-0000-0000-000000000005}"),
        ],
    )
    def test_spells_numbers_and_keys(self, values, told):
        assert planned.array_of(values) == told

    @pytest.mark.parametrize("value", ["a}", 'a"b', "a b", "{", "\\"])
    def test_wants_no_quotes(self, value):
        with pytest.raises(ValueError, match=r".+"):
            planned.array_of([value])
