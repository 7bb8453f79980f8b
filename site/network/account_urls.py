"""Everything about one's own account. The views are allauth's; the words of the addresses are ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _

from network.steady import same_time
from network.views import accounts, invitations

passkeys = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(_("add/"), webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(_("again/"), webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(_("<int:pk>/edit/"), webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path(_("<int:pk>/remove/"), webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path(_("sign-in/"), mfa.authenticate, name="mfa_authenticate"),
    path(_("again/"), mfa.reauthenticate, name="mfa_reauthenticate"),
    path(_("app/add/"), totp.activate_totp, name="mfa_activate_totp"),
    path(_("app/remove/"), totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_("recovery-codes/"), recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        _("recovery-codes/new/"), recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        _("recovery-codes/download/"),
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(_("passkeys/"), include(passkeys)),
]

# The two halves of the secret are parted by their first hyphen, which a plain path cannot say.
RESET_KEY = r"^(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
forgotten = [
    path("", same_time(account.password_reset), name="account_reset_password"),
    path(_("sent/"), account.password_reset_done, name="account_reset_password_done"),
    path(_("done/"), account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(RESET_KEY, account.password_reset_from_key, name="account_reset_password_from_key"),
]

password = [
    path(_("change/"), account.password_change, name="account_change_password"),
    path(_("set/"), account.password_set, name="account_set_password"),
    path(_("forgotten/"), include(forgotten)),
]

urlpatterns = [
    path("", accounts.AccountView.as_view(), name="account"),
    path(_("sign-in/"), account.login, name="account_login"),
    path(_("sign-in/code/"), same_time(account.request_login_code), name="account_request_login_code"),
    path(_("sign-in/code/check/"), account.confirm_login_code, name="account_confirm_login_code"),
    path(_("sign-in/passkey/"), webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(_("sign-in/again/"), account.reauthenticate, name="account_reauthenticate"),
    path(_("sign-out/"), account.logout, name="account_logout"),
    path(_("sign-up/"), account.signup, name="account_signup"),
    path(_("closed/"), account.account_inactive, name="account_inactive"),
    path(_("e-mail/"), account.email, name="account_email"),
    path(_("e-mail/sent/"), account.email_verification_sent, name="account_email_verification_sent"),
    path(_("e-mail/confirm/<key>/"), account.confirm_email, name="account_confirm_email"),
    path(_("password/"), include(password)),
    path(_("second-factor/"), include(second_factor)),
    path(_("invite/"), invitations.InviteView.as_view(), name="invite"),
    path(_("invitation/<token>/"), invitations.AcceptView.as_view(), name="invitation"),
    path(_("messages/stop/<token>/"), accounts.UnsubscribeView.as_view(), name="unsubscribe"),
]
