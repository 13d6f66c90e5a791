"""Forms as people get them: every control with its label, its hint and its error tied to it."""

import re
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from crispy_forms.bootstrap import AppendedText, FormActions, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, Column, Div, Field, Fieldset, Hidden, Layout, Reset, Row, Submit
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
KINDS = [("police", "Police"), ("ems", "EMS")]
VOID = {"input", "br", "hr", "img", "link", "meta"}


class EveryField(forms.Form):
    name = forms.CharField(label="Agency name", help_text="As on your letterhead.")
    mail = forms.EmailField(label="Mail")
    kits = forms.IntegerField(label="Kits", min_value=1, help_text="Whole kits.")
    share = forms.DecimalField(label="Share")
    kind = forms.ChoiceField(label="Kind", choices=KINDS, help_text="The nearest one.")
    kinds = forms.MultipleChoiceField(label="Kinds", choices=KINDS)
    way = forms.ChoiceField(label="Way", choices=KINDS, widget=forms.RadioSelect, help_text="Pick one.")
    days = forms.MultipleChoiceField(label="Days", choices=KINDS, widget=forms.CheckboxSelectMultiple)
    received_on = forms.DateField(label="Received on", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.SplitDateTimeField(
        label="Starts",
        help_text="Day and time.",
        widget=forms.SplitDateTimeWidget(date_attrs={"aria-label": "Day"}, time_attrs={"aria-label": "Time"}),
    )
    paper = forms.FileField(label="Paper", help_text="PDF.")
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=500)
    agreed = forms.BooleanField(label="We agree", help_text="Your chief.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput)


class Lot(forms.Form):
    number = forms.CharField(label="Lot number")
    kits = forms.IntegerField(label="Kits", min_value=1, required=False)


class Elements(HTMLParser):
    """The elements of a page as (tag, attributes), and whether every one was closed in order."""

    def __init__(self, markup):
        super().__init__()
        self.found, self.open, self.faults = [], [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def ids(self):
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]

    def by_id(self, wanted):
        return next(attrs for _, attrs in self.found if attrs.get("id") == wanted)

    def of(self, tag):
        return [attrs for found, attrs in self.found if found == tag]


def drawn(source, **context):
    return Template("{% load crispy_forms_tags %}" + source).render(Context(context))


@pytest.fixture
def refused():
    """Every field type, sent empty."""
    form = EveryField({}, {})
    form.is_valid()
    form.add_error(None, "This delivery was recorded already.")
    return form


def test_markup_is_well_formed_with_unique_ids(refused):
    page = Elements(drawn("{{ form|crispy }}", form=refused))

    assert page.faults == []
    assert page.open == []
    assert len(page.ids()) == len(set(page.ids()))


def test_every_tie_leads_to_an_element_that_is_there(refused):
    page = Elements(drawn("{{ form|crispy }}", form=refused))

    ties = [tie for _, attrs in page.found for tie in attrs.get("aria-describedby", "").split()]
    labelled = [attrs["for"] for attrs in page.of("label")]
    assert set(ties) <= set(page.ids())
    assert set(labelled) <= set(page.ids())
    assert len(ties) == 21


@pytest.mark.parametrize(
    "name", ["name", "mail", "kits", "kind", "received_on", "paper", "note", "agreed", "password"]
)
def test_error_is_tied_to_its_control(refused, name):
    page = Elements(drawn("{{ form|crispy }}", form=refused))

    control = page.by_id(f"id_{name}")
    assert control["aria-invalid"] == "true"
    assert f"id_{name}_error" in control["aria-describedby"].split()


@pytest.mark.parametrize(("name", "tie"), [("way", "id_way_helptext id_way_error"), ("days", "id_days_error")])
def test_a_group_of_choices_is_a_fieldset_that_carries_the_tie(refused, name, tie):
    page = Elements(drawn("{{ form|crispy }}", form=refused))

    assert tie in [attrs.get("aria-describedby") for attrs in page.of("fieldset")]
    assert {f"id_{name}_0", f"id_{name}_1"} <= {attrs.get("for") for attrs in page.of("label")}


def test_hint_and_error_come_before_the_control(refused):
    markup = drawn("{{ form.kits|as_crispy_field }}", form=refused)

    places = [markup.index(part) for part in ("<label", "_helptext", "id_kits_error", "<input")]
    assert places == sorted(places)


def test_summary_links_to_the_first_control_of_each_refused_field(refused):
    markup = drawn("{{ form|crispy }}", form=refused)

    links = re.findall(r'<li><a href="#([^"]+)">', markup)
    assert links == [
        f"id_{name}"
        for name in (
            *("name", "mail", "kits", "share", "kind", "kinds", "way_0", "days_0", "received_on"),
            *("at_0", "paper", "note", "agreed", "password"),
        )
    ]
    assert set(links) <= set(Elements(markup).ids())
    assert "<li>This delivery was recorded already.</li>" in markup


def test_a_form_that_was_not_sent_has_no_summary_and_no_invalid_control():
    markup = drawn("{{ form|crispy }}", form=EveryField())

    assert "error-summary" not in markup
    assert "aria-invalid" not in markup


def test_optional_is_said_in_words_and_required_is_not():
    markup = drawn("{{ form|crispy }}", form=Lot())

    assert markup.count("(optional)") == 1
    assert markup.index("Lot number") < markup.index("(optional)")


def test_the_cap_of_a_long_text_is_said():
    markup = drawn("{{ form.note|as_crispy_field }}", form=EveryField())

    assert "At most 500 characters." in markup
    assert 'maxlength="500"' in markup


def test_what_people_typed_is_escaped_everywhere():
    form = Lot({"number": "", "kits": "<b>1"})
    form.add_error("number", "<script>")

    markup = drawn("{{ form|crispy }}", form=form)

    assert "<b>1" not in markup
    assert "<script>" not in markup


def test_a_helper_draws_the_whole_form_with_its_layout():
    form = EveryField()
    form.helper = FormHelper()
    form.helper.form_id = "delivery"
    form.helper.render_hidden_fields = True
    form.helper.layout = Layout(
        Fieldset("The delivery", Row("kits", Column("share")), Div("name", css_class="stack"), InlineRadios("way")),
        Field("mail", css_class="short"),
        AppendedText("password", "words"),
        HTML("<p>Nearly done.</p>"),
        FormActions(Submit("save", "Save it"), Button("draft", "Keep"), Reset("reset", "Empty"), Hidden("step", "2")),
    )

    markup = drawn("{% crispy form %}", form=form, csrf_token="a token of this session")

    page = Elements(markup)
    assert page.faults == []
    assert page.of("form") == [
        {"id": "delivery", "class": "form", "method": "post", "novalidate": None, "enctype": "multipart/form-data"}
    ]
    assert 'value="a token of this session"' in markup
    assert "<legend>The delivery</legend>" in markup
    assert [attrs["class"] for attrs in page.of("button")] == ["button", "button quiet", "button quiet"]
    assert page.by_id("id_mail")["class"] == "short"
    assert 'class="choices inline"' in markup
    assert "<span>words</span>" in markup
    assert "<p>Nearly done.</p>" in markup
    assert "id_token" in page.ids()


def test_a_helper_without_a_layout_draws_all_fields_and_its_buttons():
    helper = FormHelper()
    helper.form_method = "get"
    helper.add_input(Submit("find", "Find"))

    page = Elements(drawn("{% crispy form helper %}", form=Lot(), helper=helper))

    assert page.faults == []
    assert page.of("form")[0]["method"] == "get"
    assert [attrs["name"] for attrs in page.of("input")] == ["number", "kits"]
    assert page.of("button")[0]["name"] == "find"


@pytest.mark.parametrize(
    "source",
    ["{{ lots|crispy }}", "{% crispy lots %}", "{% include 'lbn/table_inline_formset.html' with formset=lots %}"],
)
def test_a_formset_ties_the_errors_of_each_entry(source):
    lots = forms.formset_factory(Lot, extra=2)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-kits": "3",
            "form-1-number": "A1",
            "form-1-kits": "0",
        }
    )

    markup = drawn(source, lots=lots)

    page = Elements(markup)
    assert page.faults == []
    assert len(page.ids()) == len(set(page.ids()))
    assert re.findall(r'<li><a href="#([^"]+)">', markup) == ["id_form-0-number", "id_form-1-kits"]
    assert page.by_id("id_form-1-kits")["aria-describedby"] == "id_form-1-kits_error"
    assert "id_form-1-kits_error" in page.ids()
    assert "id_form-TOTAL_FORMS" in page.ids()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_a_refused_form(page, refused, scheme, width, settings):
    body = drawn("{{ form|crispy }}", form=refused)
    sheets = "".join(
        (settings.BASE_DIR / "static" / "look" / f"{name}.css").read_text() for name in ("tokens", "base", "parts")
    )
    frame = render_to_string("base.html")
    frame = re.sub(r"<link[^>]*>", "", frame).replace("<h1></h1>", "<h1>Receive</h1>")
    frame = frame.replace("</head>", f"<style>{sheets}</style></head>")
    frame = re.sub(r'(<div class="content">)', lambda match: match[0] + f'<form class="form">{body}</form>', frame)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    page.set_content(frame)
    found = Axe().run(page, options=AXE_RULES).response["violations"]

    assert [violation["id"] for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
