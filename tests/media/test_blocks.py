import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from media.blocks import BodyBlock
from tests.factories.media import DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db

BLOCK = BodyBlock()


def body(*blocks):
    return BLOCK.to_python([{"type": kind, "value": value} for kind, value in blocks])


def rendered(*blocks):
    return body(*blocks).render_as_block({"request": RequestFactory().get("/")})


def picture(image, **value):
    described = {"image": image.pk, "alt_text": "Un pré vert", "decorative": False}
    return ("picture", {"image": described | value, "caption": "En juin"})


def test_a_heading_is_a_part_of_the_page():
    assert "<h2>Ce qui a marché &lt;b&gt;</h2>" in rendered(("heading", "Ce qui a marché <b>"))


def test_a_picture_shows_its_text_caption_and_credit():
    html = rendered(picture(ImageFactory(credit="Camille <b>", licence="CC BY 4.0")))

    assert 'alt="Un pré vert"' in html
    assert "En juin" in html
    assert "Image\u00a0: Camille &lt;b&gt;, CC BY 4.0" in html
    assert "style=" not in html


def test_a_picture_that_was_deleted_leaves_nothing():
    image = ImageFactory()
    block = picture(image)
    image.delete()

    assert "<figure" not in rendered(block)


def test_a_picture_without_text_is_refused_unless_it_is_decorative():
    image = ImageFactory()

    with pytest.raises(ValidationError):
        BLOCK.clean(body(picture(image, alt_text="")))
    BLOCK.clean(body(picture(image, alt_text="", decorative=True)))


def test_a_restricted_picture_is_shown_by_its_checked_address(restricted):
    html = rendered(picture(ImageFactory(collection=restricted)))

    assert 'src="/pictures/' in html
    assert "/media/" not in html


def test_a_quotation_says_who():
    html = rendered(("quote", {"text": "On a commencé\npetit", "who": "une habitante"}))

    assert '<blockquote class="quote">' in html
    assert "On a commencé<br>petit" in html
    assert "<footer>une habitante</footer>" in html


def test_a_document_says_its_kind_and_weight():
    document = DocumentFactory(title="Programme")

    html = rendered(("document", {"document": document.pk, "title": ""}))

    assert f'href="{document.url}"' in html
    assert "Programme" in html
    assert "PDF," in html


@pytest.mark.parametrize(("language", "words"), [("fr", "sur example.org"), ("en", "on example.org")])
def test_a_recording_elsewhere_says_where_it_leads(language, words):
    with translation.override(language):
        html = rendered(
            ("recording", {"title": "Film", "address": "https://www.example.org/film", "duration": "12 min"})
        )

    assert 'href="https://www.example.org/film"' in html
    assert words in html
    assert "<iframe" not in html


def test_a_recording_elsewhere_refuses_an_address_that_acts():
    with pytest.raises(ValidationError):
        BLOCK.clean(body(("recording", {"title": "x", "address": "javascript:alert(1)", "duration": ""})))


def test_a_callout_has_a_title():
    html = rendered(("callout", {"title": "Avant", "text": "<p>Les clés</p>"}))

    assert '<p class="callout-title">Avant</p>' in html
    assert "<p>Les clés</p>" in html


def test_the_callout_of_a_draft_shows_no_empty_title():
    assert "callout-title" not in rendered(("callout", {"title": "", "text": "<p>Les clés</p>"}))


def blocks_of_pages():
    """Every block that an editor may add to a page, by where it is."""
    for page_type in get_page_models():
        for field in page_type._meta.local_fields:
            if isinstance(field, StreamField):
                for name, block in field.stream_block.child_blocks.items():
                    yield pytest.param(block, id=f"{page_type.__name__}.{field.name}.{name}")


@pytest.mark.parametrize("block", blocks_of_pages())
def test_every_block_has_a_preview_and_words_for_the_editor(block):
    ImageFactory(), DocumentFactory()

    assert block.is_previewable
    assert block.meta.description
    assert block.meta.label
    assert block.bind(block.get_preview_value()).render().strip()


def test_the_preview_of_a_block_is_a_page_with_the_look_of_the_site(admin_client):
    block = BLOCK.child_blocks["quote"]

    response = admin_client.get(f"/admin/block-preview/?id={block.definition_prefix}")

    assert response.status_code == 200
    assert "css/components.css" in response.content.decode()
