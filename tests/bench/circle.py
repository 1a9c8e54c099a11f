"""A month of 200 learners, simulated: who gets an answer within two days, by the queue and by newest-first.

People differ in languages, levels, hours, how often they come and how readily they answer; nobody answers everything.
Seeded; five months, and the worst one is told too.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from canary.language_tags import LEVELS
from canary.unanswered.fair import OFFERED, SOON, Helper, Waiting, author_level, offer, own_levels
from tests.bench.table import Row

LEARNERS, DAYS, MONTHS = 200, 28, 5
START = datetime(2026, 3, 2, tzinfo=UTC)
NATIVES = {"es": 30, "en": 30, "fr": 22, "de": 22, "it": 16, "pt": 18, "ru": 14, "ja": 14, "ko": 12, "zh": 14, "ar": 8}
WANTED = {"es": 26, "en": 24, "fr": 18, "de": 14, "it": 12, "pt": 8, "ru": 8, "ja": 20, "ko": 16, "zh": 12, "ar": 6}

# How often a learner comes (visits a week, lognormal), how readily they answer what they are asked (mean).
CIRCLES = {"lively": (0.9, (2, 3)), "tired": (0.3, (2, 8))}
Policy = Callable[[Sequence[Waiting], Helper, datetime], Sequence[Waiting]]


@dataclass
class Person:
    """Somebody: what they can help with, what they learn, how often they come (visits a week), how readily they answer."""

    helper: Helper
    learning: str
    level: int
    visits: float
    hour: float
    readiness: float


@dataclass
class Month:
    """What became of what was posted: how long it waited (None: to the end), whether somebody could have helped."""

    waits: list[tuple[timedelta | None, bool]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share answered within two days of what at least three others could have answered."""
        counted = [wait for wait, able in self.waits if able]
        return sum(wait is not None and wait <= SOON for wait in counted) / len(counted)


def people(dice: random.Random, circle: str) -> list[Person]:
    """Draw the learners of a lively circle or of a tired one."""
    often, ready = CIRCLES[circle]
    found = []
    for number in range(LEARNERS):
        native = dice.choices(list(NATIVES), list(NATIVES.values()))[0]
        learning = dice.choices(*zip(*((k, v) for k, v in WANTED.items() if k != native), strict=True))[0]
        level = dice.choices(LEVELS, (30, 28, 22, 12, 6, 2))[0]
        able = own_levels([native], [learning], {learning: level})
        found.append(
            Person(
                Helper(number, able),
                learning,
                author_level(learning, [], {learning: level}),
                min(dice.lognormvariate(often, 0.8), 14),
                dice.gauss(19, 3) % 24,
                dice.betavariate(*ready),
            )
        )
    return found


def month(seed: int, circle: str, policy: Policy) -> Month:
    """Let a month pass. The people and their visits are the same for every policy with the same seed."""
    dice = random.Random(seed)
    all_people = people(dice, circle)
    visits = sorted(
        (START + timedelta(days=day, hours=(person.hour + dice.gauss(0, 2)) % 24), n, dice.random(), dice.random())
        for n, person in enumerate(all_people)
        for day in range(DAYS)
        if dice.random() < person.visits / 7
    )
    open_items: dict[int, Waiting] = {}
    answered: dict[int, timedelta] = {}
    posted: list[Waiting] = []
    for moment, n, posts, mood in visits:
        person = all_people[n]
        if wrote := posts < 0.4:
            item = Waiting("take", len(posted), n, person.learning, person.level, moment)
            posted.append(item)
            open_items[item.id] = item
        for place, item in enumerate(policy(list(open_items.values()), person.helper, moment)):
            # After one's own take one is asked; others come for the song and look at what waits now and then.
            ready = person.readiness * (1.0 if wrote else 0.5)
            if random.Random(f"{seed} {n} {item.id} {place} {mood}").random() < ready:
                answered[item.id] = moment - item.since
                del open_items[item.id]
    last = START + timedelta(days=DAYS) - SOON
    return Month(
        [
            (answered.get(item.id), sum(person.helper.can_help(item) for person in all_people) >= 3)
            for item in posted
            if item.since < last
        ]
    )


def newest(items: Sequence[Waiting], helper: Helper, now: datetime) -> Sequence[Waiting]:
    """The rule to compare with: the newest that one can help with, answered ones left out already."""
    able = [item for item in items if helper.can_help(item)]
    return sorted(able, key=lambda item: item.since, reverse=True)[:OFFERED]


def rows() -> Iterator[Row]:
    """The shares answered within 48 hours, of what at least three others could have answered."""
    for circle in CIRCLES:
        ours, theirs = ([month(seed, circle, rule).share for seed in range(MONTHS)] for rule in (offer, newest))
        share, other = sum(ours) / MONTHS, sum(theirs) / MONTHS
        goal = circle == "lively"
        yield Row(
            f"a {circle} month of {LEARNERS} learners: answered in 48 h",
            f"{share:.1%}, worst {min(ours):.1%}",
            f"{other:.1%}, worst {min(theirs):.1%} newest first",
            f"{share / other:.2f} x",
            ">= 95 %" if goal else "",
            share >= 0.95 if goal else None,
        )
