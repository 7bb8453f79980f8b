"""The smallest valid cycles, modules and sessions, placed in a real tree of pages."""

from datetime import date

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.models import Page

from learning.cycles.models import (
    CycleIndexPage,
    CyclePage,
    Material,
    ModulePage,
    Participation,
    Question,
    SessionPage,
    SessionSpeaker,
    Speaker,
    Visit,
)
from media.models import Document
from network.models import User
from tests.factories.network import TerritoryFactory, UserFactory
from tests.factories.pages import index_page


class PageFactory(DjangoModelFactory):
    """Places a page under `parent`; live unless told otherwise."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")
    slug = factory.Sequence(lambda n: f"page-{n}")

    @classmethod
    def _create(cls, model_class: type[Page], *args: object, **kwargs: object) -> Page:
        parent = kwargs.pop("parent", None) or cls.default_parent()
        kwargs.setdefault("locale", parent.locale)
        return parent.add_child(instance=model_class(*args, **kwargs))

    @classmethod
    def default_parent(cls) -> Page:
        raise NotImplementedError


class CyclePageFactory(PageFactory):
    """A cycle without dates, sessions or territories."""

    class Meta:
        model = CyclePage

    title = factory.Sequence(lambda n: f"Cycle {n}")
    slug = factory.Sequence(lambda n: f"cycle-{n}")

    @classmethod
    def default_parent(cls) -> Page:
        return index_page(CycleIndexPage)


class ModulePageFactory(PageFactory):
    """A module without exercise."""

    class Meta:
        model = ModulePage

    title = factory.Sequence(lambda n: f"Module {n}")
    slug = factory.Sequence(lambda n: f"module-{n}")

    @classmethod
    def default_parent(cls) -> Page:
        return CyclePageFactory()


class SessionPageFactory(PageFactory):
    """A seminar of one day; `start_date=None` for an unknown date."""

    class Meta:
        model = SessionPage

    title = factory.Sequence(lambda n: f"Séance {n}")
    slug = factory.Sequence(lambda n: f"seance-{n}")
    kind = SessionPage.Kind.SEMINAR
    start_date = date(2023, 11, 27)

    @classmethod
    def default_parent(cls) -> Page:
        return CyclePageFactory()


class ParticipationFactory(DjangoModelFactory):
    """A territory of the collective."""

    class Meta:
        model = Participation

    cycle = factory.SubFactory(CyclePageFactory)
    territory = factory.SubFactory(TerritoryFactory)


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Intervenante {n}")


class SessionSpeakerFactory(DjangoModelFactory):
    """A speaker whose presence is not stated."""

    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(SessionPageFactory)
    speaker = factory.SubFactory(SpeakerFactory)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    session = factory.SubFactory(SessionPageFactory, kind=SessionPage.Kind.STUDY_TRIP)
    title = factory.Sequence(lambda n: f"Visite {n}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    session = factory.SubFactory(SessionPageFactory, kind=SessionPage.Kind.LIVE_TALK)
    text = factory.Sequence(lambda n: f"Question {n} ?")


class MaterialFactory(DjangoModelFactory):
    """An address, for everyone."""

    class Meta:
        model = Material

    session = factory.SubFactory(SessionPageFactory)
    title = factory.Sequence(lambda n: f"Support {n}")
    address = "https://exemple.fr/support"


def document(content: bytes = b"%PDF-1.4 un support", name: str = "support.pdf") -> Document:
    """A stored document."""
    return Document.objects.create(title="Support", file=ContentFile(content, name=name))


def document_material(**fields: object) -> Material:
    """A material that is a document; `public=False` keeps it within the cycle."""
    return MaterialFactory(document=document(), address="", **fields)


def facilitator_of(cycle: CyclePage, **fields: object) -> User:
    """A new person who runs the cycle."""
    user = UserFactory(**fields)
    user.groups.add(CyclePage.objects.get(pk=cycle.pk).facilitators)
    return user
