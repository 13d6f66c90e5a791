"""What somebody says about themselves on their account page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_choices


class NameForm(RefusableForm):
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Colleagues read it, and whoever you invite."),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self):
        return single_line(self.cleaned_data["name"])


class NewAddressForm(RefusableForm):
    """`user` is whoever wants another address, and shows by the password that it is them."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We send a link there that works for 24 hours. Until you press its button nothing changes."),
        error_messages={"required": _("Enter your new e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        error_messages={"required": _("Enter your password, so that nobody else changes your address.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


class LanguageForm(RefusableForm):
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of mails, and of pages that are open to all. Pages behind the sign-in are in English."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )


class MailsForm(RefusableForm):
    """`kinds` are those that one can do without."""

    wanted = forms.MultipleChoiceField(
        label=_("Mails that you get"),
        help_text=_("Mails that ask for something only you can do always come."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        offer_choices(self, "wanted", [(kind.value, kind.label) for kind in kinds])
