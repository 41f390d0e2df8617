from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.imports import rules
from nongcai.domain.imports.rules import Buyer, Lookup, Match


def lookup(**tables):
    empty = {"by_unit_code": {}, "by_credit_code": {}, "by_account": {}, "decided": {}}
    return Lookup(**(empty | tables))


UNIT = Buyer("unit", "一中", "C1", "")
UNION = Buyer("union", "一中工会", "C2", "")
PERSON = Buyer("individual", "", "", "U1")


class TestMatch:
    def test_believes_a_person_first(self):
        found = rules.match(UNIT, lookup(decided={rules.key_of(UNIT): "7"}, by_credit_code={"C1": frozenset({"8"})}))

        assert found == Match("7", "settled")

    def test_takes_the_code_that_the_order_carries(self):
        codes = {"U1": frozenset({"5"})}

        assert rules.match(PERSON, lookup(by_unit_code=codes)) == Match("5", "individual_binding")
        assert rules.match(Buyer("unit", "一中", "C1", "U1"), lookup(by_unit_code=codes)) == Match("5", "unit_code")

    def test_does_not_look_further_when_the_carried_code_is_unknown(self):
        buyer = Buyer("unit", "一中", "C1", "U9")

        assert rules.match(buyer, lookup(by_credit_code={"C1": frozenset({"8"})})) is None

    def test_takes_a_unit_by_its_credit_code(self):
        found = rules.match(UNIT, lookup(by_credit_code={"C1": frozenset({"8"})}))

        assert found == Match("8", "credit_code")

    def test_takes_a_union_by_the_account_table_alone(self):
        table = {("union", "C2"): frozenset({"9"})}

        assert rules.match(UNION, lookup(by_account=table)) == Match("9", "account_table")
        assert rules.match(UNION, lookup(by_credit_code={"C2": frozenset({"9"})})) is None

    def test_does_not_choose_between_two(self):
        assert rules.match(UNIT, lookup(by_credit_code={"C1": frozenset({"8", "9"})})) is None

    def test_does_not_know_a_buyer_without_a_code(self):
        assert rules.match(Buyer("unit", "一中", "", ""), lookup(by_credit_code={"": frozenset({"8"})})) is None


_words = st.text("甲乙丙AB|12", max_size=8)
_codes = st.text("AB12", max_size=8)


class TestKey:
    @given(st.sampled_from(["unit", "union", "contractor"]), _words, _codes, _codes)
    def test_gives_the_buyer_back(self, kind, name, code, bound):
        buyer = Buyer(kind, name, code, bound)

        assert rules.buyer_of(rules.key_of(buyer)) == buyer

    def test_never_holds_an_individuals_name(self):
        assert "张" not in rules.key_of(Buyer("individual", "张", "", "U1"))


class TestClosest:
    def test_puts_the_same_name_first(self):
        names = [("市第二中学", 2), ("市第一中学", 1), ("市公安局", 3)]

        assert rules.closest("市第一中学", names)[:2] == [(1, "市第一中学"), (2, "市第二中学")]

    def test_leaves_out_what_is_not_alike(self):
        assert rules.closest("市第一中学", [("省气象台", 1)]) == []

    @given(_words, st.lists(st.tuples(_words, st.integers(1, 99)), max_size=6))
    def test_does_not_mind_the_order_of_names(self, name, names):
        assert rules.closest(name, names) == rules.closest(name, list(reversed(names)))


class TestCreditCode:
    def test_has_a_check_character(self):
        assert rules.credit_code_is_valid("91110000600037341L")
        assert not rules.credit_code_is_valid("91110000600037341M")
