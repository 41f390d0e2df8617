"""The diagrams in docs/states are those of the tables."""

from __future__ import annotations

import types

from django.db.models import TextChoices

from nongcai.foundation.states import Machine, Transition
from tools import states


class TestDiagrams:
    def test_are_up_to_date(self):
        found = states.differences(states.diagrams(), states.FOLDER)

        assert found == [], "run `make states`"

    def test_draw_every_permitted_step(self):
        machine = Machine(Transition("check", ("received", "failed"), "checked", "finance"))

        drawn = states.diagram("imports", machine, types.ModuleType("states", "The life of a run."))

        assert all(f"{source} --> {target}: check" in drawn for source, target in machine.pairs)

    def test_tell_the_name_of_a_state_from_that_of_an_action(self):
        table = types.ModuleType("states", "The life of a notice.")
        table.NoticeState = TextChoices("NoticeState", {"PROOFREAD": ("proofread", "已核稿")})
        table.NoticeAction = TextChoices("NoticeAction", {"PROOFREAD": ("proofread", "核稿")})

        drawn = states.diagram("notices", Machine(Transition("proofread", ("drafting",), "proofread")), table)

        assert "    proofread: 已核稿\n" in drawn
        assert "    drafting --> proofread: 核稿\n" in drawn

    def test_name_what_several_lives_know_by_the_words_of_their_own(self):
        table = types.ModuleType("states", "The lives of an order and a return.")
        table.OrderAction = TextChoices("OrderAction", {"AGREE": ("agree", "确认运费")})
        table.ReturnAction = TextChoices("ReturnAction", {"AGREE": ("agree", "同意退货")})
        life = Machine(Transition("agree", ("asked",), "agreed"))

        drawn = {whose: states.diagram("orders", life, table, whose) for whose in ("ORDER", "RETURN")}

        assert "asked --> agreed: 确认运费\n" in drawn["ORDER"]
        assert "asked --> agreed: 同意退货\n" in drawn["RETURN"]


class TestDifferences:
    def test_name_a_planted_change_a_missing_and_a_left_over_file(self, tmp_path):
        states.write({"same.md": "a", "changed.md": "a", "left.md": "a"}, tmp_path)

        found = states.differences({"same.md": "a", "changed.md": "b", "missing.md": "a"}, tmp_path)

        assert found == ["changed.md", "left.md", "missing.md"]

    def test_are_gone_after_writing(self, tmp_path):
        states.write({"left.md": "a"}, tmp_path)

        states.write({"new.md": "a"}, tmp_path)

        assert states.differences({"new.md": "a"}, tmp_path) == []
