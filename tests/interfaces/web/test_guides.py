"""The guides, and the pictures that go with them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from nongcai.interfaces.web.guides.steps import GUIDES
from nongcai.interfaces.web.shares.words import KINDS
from tests.interfaces.web.noticing import text_of

STEPS = [step for guide in GUIDES.values() for step in guide.steps]
PICTURED = [step for step in STEPS if step.picture]
KILOBYTES = 1024


class TestGuides:
    @pytest.mark.parametrize("name", GUIDES)
    def test_show_each_step_with_its_picture(self, browser_of, name):
        text = text_of(browser_of("unit").get(reverse("guides:guide_show", args=[name])))

        for step in GUIDES[name].steps:
            assert str(step.title) in text
            assert not step.picture or f'src="{step.address}" alt="{step.alt}"' in text

    def test_call_things_as_the_form_does(self):
        words = "".join(str(step.text) for step in STEPS)

        assert all(str(label) in words for label in KINDS.values())
        assert "自营" not in words

    def test_are_listed(self, browser_of):
        text = text_of(browser_of("unit").get(reverse("guides:guide_list")))

        assert all(reverse("guides:guide_show", args=[name]) in text for name in GUIDES)

    def test_know_no_other(self, browser_of):
        assert browser_of("unit").get("/guides/unknown/").status_code == 404

    def test_take_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("unit")

        with django_assert_max_num_queries(6):
            browser.get(reverse("guides:guide_show", args=["filing"]))


class TestPictures:
    @pytest.mark.parametrize("step", PICTURED, ids=lambda step: step.picture)
    def test_are_there_said_in_words_and_light(self, step):
        found = finders.find(f"guides/{step.picture}.jpg")

        assert found
        assert Path(found).stat().st_size < 300 * KILOBYTES
        assert str(step.alt)

    def test_are_all_shown(self):
        folder = Path(finders.find("guides"))

        assert {one.stem for one in folder.iterdir()} == {step.picture for step in PICTURED}
