"""Which documents a queryset admits: its conditions read from the filter fields of the index where these can
answer, and from the database where they cannot. Both give the same documents; the index is only quicker.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.where import AND, OR, NothingNode, WhereNode

from knowledge_base.search import bits
from knowledge_base.search.schema import FILTER, KEY, Fields
from knowledge_base.search.snapshot import Snapshot
from knowledge_base.search.values import decode, encode

FieldPath = Callable[[Col], list[Any]]


class AskTheDatabase(Exception):
    """The filter fields of the index cannot answer this condition."""


def as_kept(value: Any) -> Any:
    """A value in the form the index gives values back."""
    return decode(encode(value))


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "gt": lambda value, asked: value > asked,
    "gte": lambda value, asked: value >= asked,
    "lt": lambda value, asked: value < asked,
    "lte": lambda value, asked: value <= asked,
    "contains": lambda value, asked: asked in value,
    "startswith": lambda value, asked: value.startswith(asked),
    "endswith": lambda value, asked: value.endswith(asked),
}
COMPARE_ANY_CASE: dict[str, Callable[[Any, Any], bool]] = {
    "iexact": lambda value, asked: value == asked,
    "icontains": COMPARE["contains"],
    "istartswith": COMPARE["startswith"],
    "iendswith": COMPARE["endswith"],
}


class Conditions:
    """The conditions of one queryset over one snapshot."""

    def __init__(
        self, snapshot: Snapshot, fields: Fields, queryset: QuerySet[Any], path_of: FieldPath
    ) -> None:
        self.snapshot = snapshot
        self.fields = fields
        self.queryset = queryset
        self.path_of = path_of

    def documents(self, among: int) -> int:
        """The documents of the set `among` that the queryset admits."""
        try:
            return among & self.from_index()
        except AskTheDatabase:
            return among & from_database(self.snapshot, self.queryset, among)

    def from_index(self) -> int:
        """The documents that the conditions admit, by the index alone."""
        query = self.queryset.query
        joins = [
            alias
            for alias, count in query.alias_refcount.items()
            if count and query.alias_map[alias].parent_alias
        ]
        related = [alias for alias in joins if not self.is_parent_link(alias)]
        used = Counter(self.aliases(query.where))
        if (
            query.is_sliced
            or query.combinator
            or query.distinct_fields
            or query.extra
            or query.extra_tables
            or any(used[alias] > 1 for alias in related)
            or (related and query.where.negated)
        ):
            raise AskTheDatabase
        return self.of_node(query.where)

    def is_parent_link(self, alias: str) -> bool:
        """Whether a joined table is only a model that this one extends."""
        join: Any = getattr(self.queryset.query.alias_map[alias], "join_field", None)
        return bool(join and join.one_to_one and getattr(join.remote_field, "parent_link", False))

    def aliases(self, node: Any) -> list[str]:
        """The tables that conditions look at, once for each condition."""
        if isinstance(node, WhereNode):
            return [alias for child in node.children for alias in self.aliases(child)]
        column = getattr(node, "lhs", None)
        return [column.alias] if isinstance(column, Col) else []

    def of_node(self, node: Any) -> int:
        """The documents that a condition, or a group of them, admits."""
        if isinstance(node, NothingNode):
            return 0
        if isinstance(node, WhereNode):
            if node.connector not in (AND, OR):
                raise AskTheDatabase
            if node.negated and any(
                self.queryset.query.alias_map[alias].parent_alias and not self.is_parent_link(alias)
                for alias in self.aliases(node)
            ):
                raise AskTheDatabase
            children = [self.of_node(child) for child in node.children]
            found = self.snapshot.live if node.connector == AND or not children else 0
            for child in children:
                found = found & child if node.connector == AND else found | child
            return self.snapshot.live & ~found if node.negated else found
        if isinstance(node, Lookup) and isinstance(node.lhs, Col):
            return self.of_lookup(node)
        raise AskTheDatabase

    def of_lookup(self, lookup: Lookup[Any]) -> int:
        """The documents that one condition on one column admits."""
        column, asked = lookup.lhs, lookup.rhs
        if (
            hasattr(asked, "as_sql")
            or hasattr(asked, "resolve_expression")
            or getattr(lookup, "bilateral_transforms", None)
        ):
            raise AskTheDatabase
        target = column.target
        if target.primary_key or getattr(getattr(target, "remote_field", None), "parent_link", False):
            if self.queryset.query.alias_map[column.alias].parent_alias and not self.is_parent_link(
                column.alias
            ):
                raise AskTheDatabase
            return self.of_key(str(lookup.lookup_name), asked)
        name = self.name_of(column)
        values = self.snapshot.values(name)
        match lookup.lookup_name:
            case "exact":
                return self.snapshot.bits(FILTER + name, encode(asked))
            case "in":
                return self.union(
                    self.snapshot.bits(FILTER + name, encode(one)) for one in asked if one is not None
                )
            case "isnull":
                given = self.union(documents for _, documents in values)
                return self.snapshot.live & ~given if asked else given
            case "range":
                low, high = map(as_kept, asked)
                return self.union(documents for value, documents in values if low <= value <= high)
            case plain if plain in COMPARE:
                wanted, fits = as_kept(asked), COMPARE[plain]
                return self.union(documents for value, documents in values if fits(value, wanted))
            case any_case if any_case in COMPARE_ANY_CASE:
                wanted, fits = str(asked).lower(), COMPARE_ANY_CASE[any_case]
                return self.union(
                    documents for value, documents in values if fits(str(value).lower(), wanted)
                )
        raise AskTheDatabase

    def of_key(self, lookup_name: str, asked: Any) -> int:
        """The documents with this primary key, or these."""
        if lookup_name not in ("exact", "in"):
            raise AskTheDatabase
        keys = [asked] if lookup_name == "exact" else list(asked)
        return self.union(self.snapshot.bits(KEY, str(key)) for key in keys)

    def name_of(self, column: Col) -> str:
        """The filter field of the index that holds a column."""
        path = self.path_of(column)
        *relations, last = path
        name = LOOKUP_SEP.join([*(part.field_name for part in relations), last.field_name])
        if not relations:
            name = last.get_attname(self.queryset.model)
        if name not in self.fields.filtered:
            raise AskTheDatabase
        return name

    @staticmethod
    def union(sets: Any) -> int:
        """The documents of any of the sets."""
        found = 0
        for documents in sets:
            found |= documents
        return found


FEW = 400


def from_database(snapshot: Snapshot, queryset: QuerySet[Any], among: int) -> int:
    """The documents of the set `among` that the database admits into the queryset."""
    model: type[Model] = queryset.model
    keys = snapshot.keys()
    wanted = [keys[number] for number in bits.numbers(among)] if among.bit_count() <= FEW else None
    if queryset.query.is_sliced or queryset.query.combinator:
        admitted = queryset.values_list("pk", flat=True)
    else:
        admitted = queryset.order_by().values_list("pk", flat=True)
        if wanted is not None:
            admitted = admitted.filter(pk__in=[model._meta.pk.to_python(key) for key in wanted])
    numbers = snapshot.numbers()
    found = (numbers.get(str(pk)) for pk in admitted)
    return bits.from_numbers((number for number in found if number is not None), snapshot.size)
