"""Real small files, and the smallest valid pictures, documents and recordings."""

import io
import wave

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image as Pixels
from wagtail.models import Collection

from media.models import Document, Image, Recording

GPS = {0: b"\x02\x03\x00\x00", 1: "N", 2: (45.0, 10.0, 31.0), 3: "E", 4: (5.0, 33.0, 5.0)}
GPS_BLOCK = 0x8825
ORIENTATION, MAKER, ARTIST = 0x0112, 0x010F, 0x013B


def photo_bytes(size=(60, 40), kind="JPEG", colour=(10, 90, 79), **options) -> bytes:
    """A photograph of one colour."""
    output = io.BytesIO()
    Pixels.new(options.pop("mode", "RGB"), size, colour).save(output, kind, **options)
    return output.getvalue()


def phone_photo_bytes(size=(60, 40), orientation=6, kind="JPEG", **options) -> bytes:
    """What a phone sends: lying on its side, with the place, the maker and the owner's name."""
    exif = Pixels.Exif()
    exif[ORIENTATION], exif[MAKER], exif[ARTIST] = orientation, "Téléphone", "Camille Personne"
    exif.get_ifd(GPS_BLOCK).update(GPS)
    return photo_bytes(size, kind, exif=exif, **options)


def sound_bytes(seconds=1) -> bytes:
    """A silence, as a WAV file."""
    output = io.BytesIO()
    with wave.open(output, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return output.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class CollectionFactory(DjangoModelFactory):
    """A collection under the root; `parent` puts it elsewhere."""

    class Meta:
        model = Collection

    name = factory.Sequence(lambda n: f"Collection {n}")

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        return (parent or Collection.get_first_root_node()).add_child(name=kwargs["name"])


class ImageFactory(DjangoModelFactory):
    """A described picture in the root collection, which is public."""

    class Meta:
        model = Image

    title = factory.Sequence(lambda n: f"Image {n}")
    description = "Un pré vert"
    file = factory.LazyAttribute(lambda image: ContentFile(photo_bytes(), name="pre.jpg"))


class DocumentFactory(DjangoModelFactory):
    """A PDF document in the root collection, which is public."""

    class Meta:
        model = Document

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.LazyAttribute(lambda document: ContentFile(PDF, name="programme.pdf"))


class RecordingFactory(DjangoModelFactory):
    """A second of silence."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda n: f"Enregistrement {n}")
    type = "audio"
    file = factory.LazyAttribute(lambda recording: ContentFile(sound_bytes(), name="silence.wav"))
