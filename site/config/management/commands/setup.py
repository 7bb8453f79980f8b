"""manage.py setup: an empty network, ready to receive its first people."""

import os
import sys
from getpass import getpass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import override

from config.actions import create_administrator, prepare_network
from network.actions import Refused
from network.models import User


class Command(BaseCommand):
    help = (
        "Makes an empty network: site, first pages in each language, groups, themes, review, first administrator. "
        "Asks what it is not told; running it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="address of the first administrator")
        parser.add_argument(
            "--password", help="their password; better in the variable CORDEE_ADMIN_PASSWORD, or asked"
        )

        parser.add_argument("--no-admin", action="store_true", help="make no administrator")

    def handle(self, *args: object, email: str | None, password: str | None, **options: object) -> None:
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        secure = address.scheme == "https"
        prepare_network(address.hostname or "localhost", address.port or (443 if secure else 80))
        if options["verbosity"]:
            self.stdout.write("The network stands: languages, site, first pages, groups, themes and review.")
        if not options["no_admin"]:
            self.first_administrator(email, password)

    def first_administrator(self, email: str | None, password: str | None) -> None:
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("An administrator exists already: none was made.")
        else:
            self.make_administrator(email, password or os.environ.get("CORDEE_ADMIN_PASSWORD"))
        self.stdout.write(f"Sign in at {settings.WAGTAILADMIN_BASE_URL}/admin/")

    def make_administrator(self, email: str | None, password: str | None) -> None:
        asking = sys.stdin.isatty()
        if not asking and not (email and password):
            raise CommandError(
                "The first administrator needs both: an address (--email), and a password in CORDEE_ADMIN_PASSWORD."
            )
        email = email or input("E-mail address of the first administrator: ").strip()
        password = password or getpass("Password: ")
        try:
            with override("en"):  # as everything that commands say
                validate_email(email)
                create_administrator(email, password)
        except ValidationError as error:
            with override("en"):
                raise CommandError(" ".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Administrator made: {email}")
