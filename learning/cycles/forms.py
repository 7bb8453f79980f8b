from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.permissions import policy_registry

from media.models import Document, Recording
from network.models import User


class FollowedPageForm(WagtailAdminPageForm):
    """A module or a session: its recording and its documents are among those that its editor may choose, or there already.

    A session sends them to the people of its cycle: naming those of another would be a way of reading them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "recording" in self.fields:
            # Choosing a recording asks for the right to change it, as in the room of media.
            self.fields["recording"].queryset = to_choose(
                self.for_user, Recording, "change", self.instance.recording_id
            )
        if "materials" in self.formsets:
            for form in self.formsets["materials"].forms:
                form.fields["document"].queryset = to_choose(
                    self.for_user, Document, "choose", form.instance.document_id
                )


def to_choose(user: User | None, model: type[Model], right: str, present: int | None) -> QuerySet[Any]:
    """Those on which the person has the right, and the one that is there."""
    own = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, [right])
    return model._default_manager.filter(Q(pk__in=own.order_by().values("pk")) | Q(pk=present))
