"""The smallest valid practice, as a draft or published."""

from knowledge_base.practices.models import PracticeIndexPage, PracticePage
from network.models import User
from tests.factories.pages import index_page


def make_draft(
    title: str = "Tenir l’épicerie à plusieurs", owner: User | None = None, **fields: object
) -> PracticePage:
    """A draft with one version, under the French list."""
    practice = PracticePage(title=title, owner=owner, live=False, has_unpublished_changes=True, **fields)
    index_page(PracticeIndexPage).add_child(instance=practice)
    practice.save_revision(user=owner)
    return practice


def make_practice(
    title: str = "Tenir l’épicerie à plusieurs", owner: User | None = None, **fields: object
) -> PracticePage:
    """A published practice under the French list."""
    make_draft(title, owner, **fields).latest_revision.publish()
    return PracticePage.objects.originals().latest("pk")
