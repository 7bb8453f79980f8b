"""What people are asked about themselves and the people they invite."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from network.models import Membership, Territory, User
from network.permissions import is_admin, may_give, roles

TOO_LONG = _("%(show_value)d characters are too many: keep %(limit_value)d at most.")


def say_lengths_plainly(form: forms.BaseForm) -> None:
    """A text that is too long is told how long it is, and how long it may be.

    A browser cuts a pasted text at `maxlength` without a word: without it, our message keeps the text whole.
    """
    for field in form.fields.values():
        field.error_messages["max_length"] = TOO_LONG
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = TOO_LONG
        field.widget.attrs.pop("maxlength", None)


class AccountForm(forms.ModelForm):
    """How the person is named, spoken to, and written to."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language", "wants_mail"]
        labels = {"wants_mail": _("Send me messages by e-mail")}
        help_texts = {
            "language": _("The language of our mails, and of the site when you sign in."),
            "wants_mail": _(
                "Reminders, answers, invitations to sessions. Mails about your account are always sent."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_lengths_plainly(self)
        self.fields["first_name"].required = True
        self.fields["last_name"].required = True
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"


class InviteForm(forms.Form):
    """An address, a territory of one's own (any, for an administrator), and what the person will be there."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"))
    role = forms.ChoiceField(
        choices=Membership.Role,
        label=_("Role"),
        initial=Membership.Role.MEMBER,
        help_text=_("A lead invites people into the territory and decides what becomes public."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        territory, role = self.fields["territory"], self.fields["role"]
        if is_admin(by):
            territory.queryset = Territory.objects.in_network()
            territory.required = False
            territory.empty_label = _("No territory")
        else:
            led = [pk for pk, held in roles(by).items() if held == Membership.Role.LEAD]
            territory.queryset = Territory.objects.filter(pk__in=led)
            territory.empty_label = None
            role.choices = [(Membership.Role.MEMBER.value, Membership.Role.MEMBER.label)]
            role.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask the same permission as the page, whatever was posted."""
        values = super().clean()
        if not self.errors and not may_give(self.by, values["territory"], values["role"]):
            raise forms.ValidationError(_("You may not invite into this territory in this role."))
        return values


class NewPersonForm(forms.ModelForm):
    """What a newly invited person tells; the address is known from the invitation."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.email = email
        self.fields["first_name"].required = True
        self.fields["last_name"].required = True
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"

    def clean_password(self) -> str:
        """As strong as every password here."""
        password = self.cleaned_data["password"]
        person = User(
            email=self.instance.email,
            first_name=self.cleaned_data.get("first_name", ""),
            last_name=self.cleaned_data.get("last_name", ""),
        )
        validate_password(password, person)
        return password


class AddPasskeyForm(AddWebAuthnForm):
    """A key that opens the account by itself, unless the person wants it beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["passwordless"].initial = True
