from wagtail.snippets.models import register_snippet

from knowledge_base.library.viewsets import SynonymGroupViewSet

register_snippet(SynonymGroupViewSet)
