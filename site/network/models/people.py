from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.models.territories import Territory


class UserManager(BaseUserManager["User"]):
    """Makes people from an e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person who may sign in once the address is confirmed."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person with every right, for installing and repairing."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """The person with this address, whatever its capitals."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person, known by an e-mail address (unique whatever its capitals)."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    wants_mail = models.BooleanField(
        _("messages by e-mail"),
        default=True,
        help_text=_("Mails about your account and your sign-in are always sent."),
    )
    fictional = models.BooleanField(
        _("invented person"), default=False, help_text=_("Shown as a fictional example.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_address",
                violation_error_message=_("This address has an account already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def group_names(self) -> frozenset[str]:
        """The names of the groups, read once; permissions.py asks them at every check."""
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def roles(self) -> dict[int, str]:
        """The role in each territory, by its id, read once."""
        return dict(self.memberships.values_list("territory_id", "role"))


class Membership(models.Model):
    """A person in a territory; a lead (référent) speaks for it."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        LEAD = "lead", _("lead")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="memberships", verbose_name=_("territory")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "territory"], name="one_membership_per_territory")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.territory} ({self.get_role_display()})"


class Invitation(models.Model):
    """An address that may make an account, and what it may then do. Only the digest of its secret is kept."""

    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name=_("invited by")
    )
    territory = models.ForeignKey(
        Territory, models.CASCADE, null=True, blank=True, verbose_name=_("territory")
    )
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role, default=Membership.Role.MEMBER)
    group = models.ForeignKey("auth.Group", models.CASCADE, null=True, blank=True, verbose_name=_("group"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)
    expires = models.DateTimeField(_("expires"))
    accepted = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """May still be accepted."""
        return self.accepted is None and self.expires > timezone.now()
