"""Which documents a queryset admits: its conditions read from the filter fields of the index where these can
answer, and from the database where they cannot. Both give the same documents; the index is only quicker.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from django.db.models import Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.where import AND, OR, NothingNode, WhereNode

from knowledge_base.search.schema import FILTER, Fields
from knowledge_base.search.snapshot import Column, Documents, Snapshot
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

    def documents(self, among: Documents) -> Documents:
        """The documents of the set `among` that the queryset admits."""
        try:
            return among & self.from_index()
        except AskTheDatabase:
            return among & from_database(self.snapshot, self.queryset, among)

    def from_index(self) -> Documents:
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

    def of_node(self, node: Any) -> Documents:
        """The documents that a condition, or a group of them, admits."""
        if isinstance(node, NothingNode):
            return self.snapshot.none()
        if isinstance(node, WhereNode):
            if node.connector not in (AND, OR):
                raise AskTheDatabase
            if node.negated and any(
                self.queryset.query.alias_map[alias].parent_alias and not self.is_parent_link(alias)
                for alias in self.aliases(node)
            ):
                raise AskTheDatabase
            children = [self.of_node(child) for child in node.children]
            found = self.snapshot.live if node.connector == AND or not children else self.snapshot.none()
            for child in children:
                found = found & child if node.connector == AND else found | child
            return self.snapshot.live & ~found if node.negated else found
        if isinstance(node, Lookup) and isinstance(node.lhs, Col):
            return self.of_lookup(node)
        raise AskTheDatabase

    def of_lookup(self, lookup: Lookup[Any]) -> Documents:
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
        return self.of_values(
            self.snapshot.column(FILTER + self.name_of(column)), str(lookup.lookup_name), asked
        )

    def of_values(self, column: Column, lookup_name: str, asked: Any) -> Documents:
        """The documents whose values in a filter field fit."""
        match lookup_name:
            case "exact":
                return column.holding(encode(asked)) & self.snapshot.live
            case "in":
                terms = {encode(one) for one in asked if one is not None}
                wanted = [term in terms for term in column.terms]
            case "isnull":
                return self.snapshot.live & (~column.given if asked else column.given)
            case "range":
                low, high = map(as_kept, asked)
                wanted = [low <= value <= high for value in column.values]
            case plain if plain in COMPARE:
                other, fits = as_kept(asked), COMPARE[plain]
                wanted = [fits(value, other) for value in column.values]
            case _:
                # What is a part of a text depends on the database: whether case matters, for one.
                raise AskTheDatabase
        return column.where(np.array(wanted, bool)) & self.snapshot.live

    def of_key(self, lookup_name: str, asked: Any) -> Documents:
        """The documents with this primary key, or these."""
        if lookup_name not in ("exact", "in"):
            raise AskTheDatabase
        keys = [asked] if lookup_name == "exact" else list(asked)
        return self.snapshot.with_keys(keys)

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


FEW = 400


def from_database(snapshot: Snapshot, queryset: QuerySet[Any], among: Documents) -> Documents:
    """The documents of the set `among` that the database admits into the queryset."""
    model: type[Model] = queryset.model
    keys = snapshot.keys
    wanted = [keys[number] for number in np.flatnonzero(among)] if np.count_nonzero(among) <= FEW else None
    if queryset.query.is_sliced or queryset.query.combinator:
        admitted = queryset.values_list("pk", flat=True)
    else:
        admitted = queryset.order_by().values_list("pk", flat=True)
        if wanted is not None:
            admitted = admitted.filter(pk__in=[model._meta.pk.to_python(key) for key in wanted])
    return snapshot.with_keys(admitted)
