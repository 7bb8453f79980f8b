"""One person per role of docs/permissions.csv, around one territory and one cycle."""

from dataclasses import dataclass

from learning.cycles.models import CyclePage
from network.models import Territory, User
from tests.factories.cycles import CyclePageFactory, ParticipationFactory, facilitator_of
from tests.factories.network import TerritoryFactory, UserFactory, administrator, editor, lead_of, member_of


@dataclass
class Cast:
    """The people of a play, and where it is set."""

    territory: Territory
    cycle: CyclePage
    other_territory: Territory
    other_cycle: CyclePage
    people: dict[str, User]
    # A plain member of the territory, who wrote what nobody of `people` wrote.
    somebody: User
    # Somebody else's territory takes part in the cycle: role `other`, where "same cycle" holds.
    peer: User

    def __getitem__(self, role: str) -> User | None:
        return self.people.get(role)


def assemble() -> Cast:
    """Set up the network and its people."""
    territory, elsewhere = TerritoryFactory(name="Vallon-du-Rat"), TerritoryFactory(name="Serre-Blanche")
    cycle, other_cycle = CyclePageFactory(title="Cordées"), CyclePageFactory(title="Sentiers")
    ParticipationFactory(cycle=cycle, territory=territory)
    ParticipationFactory(cycle=other_cycle, territory=elsewhere)
    neighbour = ParticipationFactory(cycle=cycle).territory
    cycle, other_cycle = CyclePage.objects.get(pk=cycle.pk), CyclePage.objects.get(pk=other_cycle.pk)
    return Cast(
        territory=territory,
        cycle=cycle,
        other_territory=elsewhere,
        other_cycle=other_cycle,
        people={
            "member": member_of(territory),
            "lead": lead_of(territory),
            "other": UserFactory(),
            "facilitator": facilitator_of(cycle),
            "other_facilitator": facilitator_of(other_cycle),
            "editor": editor(),
            "admin": administrator(),
        },
        somebody=member_of(territory),
        peer=member_of(neighbour),
    )
