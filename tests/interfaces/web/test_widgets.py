"""Fields are drawn as Django's own templates draw them."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from nongcai.interfaces.web.widgets import FieldRenderer

HOSTILE = '"><script>alert(1)</script>&'
GROUPS = [("", "不限"), ("中部", [("41", "河南省"), ("42", HOSTILE)]), (HOSTILE, [(HOSTILE, "其他")])]


class EachForm(forms.Form):
    text = forms.CharField(widget=forms.TextInput(attrs={"placeholder": HOSTILE, "autofocus": True, "readonly": False}))
    number = forms.IntegerField(min_value=0, max_value=9)
    email = forms.EmailField()
    url = forms.URLField(assume_scheme="https")
    secret = forms.CharField(widget=forms.PasswordInput(render_value=True))
    day = forms.DateField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    box = forms.BooleanField()
    one = forms.ChoiceField(choices=GROUPS)
    many = forms.MultipleChoiceField(choices=GROUPS)
    known = forms.NullBooleanField()
    words = forms.CharField(widget=forms.Textarea)
    among = forms.ChoiceField(choices=[("a", "甲"), ("b", HOSTILE)], widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple)
    file = forms.FileField()


GIVEN = {
    "text": HOSTILE,
    "number": "7",
    "email": "a@example.org",
    "url": "https://example.org/?a=1&b=2",
    "secret": "x",
    "day": "2024-03-01",
    "hidden": "0",
    "box": "on",
    "one": HOSTILE,
    "many": ["41", "42"],
    "known": "true",
    "words": HOSTILE,
    "among": "b",
    "boxes": ["a", "b"],
}


@pytest.mark.parametrize("name", list(EachForm.base_fields))
@pytest.mark.parametrize("given", [None, {}, GIVEN], ids=["unbound", "empty", "filled"])
def test_draws_what_the_templates_draw(name, given):
    ours, theirs = EachForm(given, renderer=FieldRenderer()), EachForm(given, renderer=DjangoTemplates())

    drawn = str(ours[name])

    assert parse_html(drawn) == parse_html(str(theirs[name]))
    assert "<script>" not in drawn


def test_tells_one_field_from_another():
    form = EachForm(GIVEN, renderer=FieldRenderer())

    assert parse_html(str(form["text"])) != parse_html(str(form["hidden"]))
