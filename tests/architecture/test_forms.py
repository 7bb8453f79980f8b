"""What every form of the site promises."""

import pytest

from knowledge_base.practices.forms import MessageForm
from learning.pilots.forms import MeasureForm, MilestoneForm, PilotForm
from network.forms import AccountForm
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db


def test_no_form_lets_a_browser_cut_a_pasted_text_without_a_word():
    person = UserFactory()
    forms = [
        PilotForm(by=person),
        MilestoneForm(),
        MeasureForm(),
        MessageForm(),
        AccountForm(instance=person),
    ]

    assert [name for form in forms for name in form.fields if "maxlength" in str(form[name])] == []
