"""The evaluation of drawings counts what is so: readings from exact layouts, and spoilt ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from limner.core.errors import BadValue, Unclear
from limner.core.image import Image
from limner.core.progress import finish
from limner.core.reading import Reading, Scored, SeenThing
from limner.draw.request import DrawRequest
from limner.draw.rewrite import rewrite
from limner.evals.draw.apart import apart
from limner.evals.draw.evaluate import evaluate
from limner.evals.draw.facts import Is, Lies, Shows
from limner.evals.draw.prompts import KEPT, MOST_FACTS, SKILLS, Prompt, prompts, repeated
from limner.evals.draw.report import Report, wanted
from limner.evals.draw.run import asked as asked_for
from limner.evals.draw.run import measure, mistakes, pictures
from limner.evals.draw.setting import Setting
from limner.evals.draw.stated import stated
from limner.models.fake import FakeReader
from limner.session.session import Session
from limner.world.laying import VOCABULARY
from limner.world.reserved import reserved

EACH = 12
BLANK = Image.from_array(np.zeros((8, 8, 3), np.uint8))


def seen(name: str, color: str | None, x: float, y: float) -> SeenThing:
    tint = None if color is None else Scored(color, 1.0)
    return SeenThing(name, 0.9, tint, (x - 0.05, y - 0.05, x + 0.05, y + 0.05))


def reading(*things: SeenThing, **whole: str) -> Reading:
    words = {"place": "beach", "time": "day", "weather": "clear", "style": "3d", **whole}
    return Reading(
        things, *((Scored(words[head], 1.0),) for head in ("place", "time", "weather", "style")), 1.0
    )


def exact(prompt: Prompt) -> Reading:
    """What a perfect picture of the prompt reads as."""
    things: dict[str, list[SeenThing]] = {}
    whole: dict[str, str] = {}
    for fact in prompt.facts:
        match fact:
            case Shows(thing, color, count):
                things[thing] = [seen(thing, color, 0.2 + 0.5 * len(things), 0.5) for _ in range(count or 1)]
            case Is(head, word):
                whole[head] = word
            case Lies(subject, side, other):
                x, y = {"left of": (-1, 0), "right of": (1, 0), "above": (0, -1), "below": (0, 1)}[side]
                for name, sign in ((subject, 1), (other, -1)):
                    color = things[name][0].color
                    tint = None if color is None else color.name
                    things[name] = [seen(name, tint, 0.5 + 0.3 * sign * x, 0.5 + 0.3 * sign * y)]
    return reading(*(one for group in things.values() for one in group), **whole)


class Knowing:
    """A judge that is told what each picture shows."""

    def __init__(self, told: dict[int, Reading]) -> None:
        self.told = told

    def read(self, images: Sequence[Image]) -> list[Reading]:
        return [self.told[id(image)] for image in images]


def report(asked: Sequence[Prompt], shown: Callable[[Prompt], Reading]) -> Report:
    told: dict[int, Reading] = {}
    kept: list[Image] = []

    def draw(some: Sequence[Prompt]) -> list[Image]:
        images = [replace(BLANK) for _ in some]
        kept.extend(images)
        told.update((id(image), shown(one)) for image, one in zip(images, some, strict=True))
        return images

    return Report(tuple(evaluate(asked, draw, Knowing(told))))


@pytest.fixture(scope="module")
def asked() -> list[Prompt]:
    return prompts(7, EACH, VOCABULARY)


def test_exact_pictures_are_all_right(asked: list[Prompt]) -> None:
    found = report(asked, exact)
    assert found.overall.share == found.facts.share == 1
    assert found.misses() == []


def spoilt(change: Callable[[SeenThing], SeenThing | None], **whole: str) -> Callable[[Prompt], Reading]:
    def shown(prompt: Prompt) -> Reading:
        one = exact(prompt)
        things = tuple(thing for each in one.things if (thing := change(each)) is not None)
        words = {head: (Scored(word, 1.0),) for head, word in whole.items()}
        return replace(one, things=things, **words)  # type: ignore[arg-type]

    return shown


def test_each_spoilt_fact_lowers_its_skills_alone(asked: list[Prompt]) -> None:
    def wrong(shown: Callable[[Prompt], Reading]) -> set[str]:
        return {name for name, value in report(asked, shown).skills.items() if value.share < 0.5}

    gone = wrong(spoilt(lambda one: None))
    assert gone == {one.skill for one in asked}
    faded = wrong(spoilt(lambda one: replace(one, color=Scored("white", 1.0))))
    assert faded == {"color", "binding", "reserved color", "3 facts", "4 facts", "5 facts"}
    stacked = wrong(spoilt(lambda one: replace(one, box=(0.4, 0.4, 0.6, 0.6))))
    assert stacked == {"position", "reserved relation", "5 facts"}
    assert wrong(spoilt(lambda one: one, place="nowhere")) == {
        "place",
        "reserved place",
        "2 facts",
        "3 facts",
    }
    assert wrong(spoilt(lambda one: one, style="none")) == {"style"}


def test_a_wrong_number_is_wrong_where_a_number_was_asked_for(asked: list[Prompt]) -> None:
    def doubled(prompt: Prompt) -> Reading:
        one = exact(prompt)
        return replace(one, things=one.things * 2)

    found = report(asked, doubled).skills
    assert found["count"].share == found["reserved count"].share == 0
    assert found["one thing"].share == found["two things"].share == 1


def test_a_colour_by_nature_counts_where_no_colour_is_read() -> None:
    natural = reading(seen("banana", None, 0.5, 0.5))
    assert Shows("banana", "yellow").holds(natural)
    assert not Shows("banana", "blue").holds(natural)


def test_the_same_seed_gives_the_same_prompts_and_another_others(asked: list[Prompt]) -> None:
    assert prompts(7, EACH, VOCABULARY) == asked
    assert {one.text for one in prompts(8, EACH, VOCABULARY)} != {one.text for one in asked}


def test_every_skill_every_number_of_facts_and_every_kept_kind_is_asked(asked: list[Prompt]) -> None:
    skills = [one.skill for one in asked]
    assert set(skills) >= set(SKILLS) | {f"reserved {kind}" for kind in KEPT}
    assert all(skills.count(name) == EACH for name in set(skills))
    for number in range(1, MOST_FACTS + 1):
        numbered = [one for one in asked if one.skill == f"{number} fact{'' if number == 1 else 's'}"]
        assert all(len(one.facts) == number for one in numbered)


def test_reserved_combinations_are_asked_for_just_where_it_says_so(asked: list[Prompt]) -> None:
    for one in asked:
        kept = []
        for fact in one.facts:
            match fact:
                case Shows(thing, str(color), _):
                    kept.append(reserved("color", thing, color))
                case Shows(thing, _, int(count)):
                    kept.append(reserved("count", thing, str(count)))
                case Lies(subject, side, other):
                    kept.append(reserved("relation", subject, side, other))
        if one.skill in ("reserved color", "reserved count", "reserved relation"):
            assert any(kept), one
        else:
            assert not any(kept), one


def test_prompts_are_in_words_that_the_rewriter_knows(asked: list[Prompt]) -> None:
    for one in random.Random(0).sample(asked, 60):
        assert not [line for line in rewrite(one.text, 0).warnings if "not known" in line], one.text


def test_the_report_gives_the_interval_of_every_skill(asked: list[Prompt]) -> None:
    text = report(asked, exact).to_text()
    assert "met   binding            1.000  [0." in text
    assert "met   overall" in text
    assert "      facts " in text


def test_what_is_wanted_of_kept_combinations_is_nearly_what_their_skill_has(asked: list[Prompt]) -> None:
    def half(prompt: Prompt) -> Reading:
        return exact(prompt) if prompt.skill != "reserved relation" and prompt.seed % 4 else reading()

    found = report(asked, half)
    assert wanted("reserved relation", found.skills) == round(found.skills["position"].share - 0.05, 4)
    assert "LOST  reserved relation  0.000" in found.to_text()
    assert wanted("overall", found.skills) == 0.9
    assert found.overall.total == sum(not one.skill.startswith("reserved") for one in asked)
    assert wanted("place", found.skills) is None
    assert wanted("reserved color", {}) is None


class Seeing:
    """A judge that sees nothing at all."""

    def read(self, images: Sequence[Image]) -> list[Reading]:
        return [reading() for _ in images]


def test_an_artist_is_measured_on_his_own_vocabulary_and_his_mistakes_are_shown() -> None:
    artist = Session().artist("fake")
    known = artist.generator.card.vocabulary["things"]
    asked, _ = asked_for("", 0, 1, 1, artist.generator.card.vocabulary)
    found = measure(artist, Seeing(), Setting(DrawRequest("a cat", steps=1)), asked)
    assert found.overall.share == 0
    for one in found.verdicts:
        assert all(fact.thing in known for fact in one.prompt.facts if isinstance(fact, Shows))
    shown = mistakes(found)
    assert shown is not None
    assert shown.shape[1] > 6 * 64
    assert mistakes(Report(())) is None


def test_a_number_counts_things_of_the_colour_that_is_said_with_it() -> None:
    shown = reading(
        seen("apple", "red", 0.2, 0.5), seen("apple", "red", 0.5, 0.5), seen("apple", "green", 0.8, 0.5)
    )
    assert Shows("apple", "red", 2).holds(shown)
    assert not Shows("apple", "red", 3).holds(shown)
    assert Shows("apple", count=3).holds(shown)
    assert not Shows("apple", "blue", 1).holds(shown)


def test_facts_say_what_they_are() -> None:
    told = map(str, (Shows("potato", "blue"), Shows("cat", None, 2), Is("place", "beach")))
    assert list(told) == ["blue potato", "2 cats", "beach"]
    assert str(Lies("cat", "left of", "potato")) == "cat left of potato"


def test_a_sheet_of_mistakes_shows_every_skill_and_says_what_is_missing(asked: list[Prompt]) -> None:
    found = report(asked, lambda prompt: reading(style="none"))
    assert mistakes(found) is not None
    (wrong,) = [one for one in found.verdicts if one.prompt.name == "eval/draw/style/0"]
    assert [str(fact) for fact in wrong.missing] == [str(fact) for fact in wrong.prompt.facts]


def test_somebody_s_own_words_are_held_to_what_they_state() -> None:
    (one, other), notes = stated("two blue potatoes left of a cat on a beach at sunset", range(3, 5))
    assert [str(fact) for fact in one.facts] == [
        "potato",
        "2 blue potatoes",
        "cat",
        "potato left of cat",
        "beach",
        "sunset",
    ]
    assert (one.seed, other.seed) == (3, 4)
    assert notes == []


def test_a_fact_that_words_state_twice_is_counted_once() -> None:
    (one,), _ = stated("a red cat and a blue cat", range(1))
    assert [str(fact) for fact in one.facts] == ["cat", "red cat", "blue cat"]


def test_words_that_begin_like_the_name_of_a_skill_are_words_alone() -> None:
    (one,), _ = stated("reserved cat", range(1))
    found = report([one], exact)
    assert found.overall.total == 1
    assert "reserved cat" in found.to_text()


def test_what_nobody_looks_for_is_said_and_words_without_any_fact_are_refused() -> None:
    for words, note in (
        ("a cat on a table", "not looked for: cat on table"),
        ("a red dog right of a blue dog", "not looked for: dog right of dog"),
    ):
        (one,), notes = stated(words, range(1))
        assert not [fact for fact in one.facts if isinstance(fact, Lies)]
        assert notes == [note]
    assert [line for line in stated("a cat and zorgs", range(1))[1] if "zorgs" in line]
    with pytest.raises(BadValue, match="looked for"):
        stated("an animal", range(1))
    with pytest.raises(Unclear):
        stated("zorgs", range(1))


def test_an_open_number_is_the_one_that_the_seed_decides() -> None:
    found, _ = stated("cats", range(20))
    assert {fact.count for one in found for fact in one.facts if isinstance(fact, Shows)} == {2, 3, 4}
    for one in found:
        assert rewrite("cats", one.seed).demand.things[0].count == one.facts[0].count  # type: ignore


class Blueness:
    """A judge that sees a blue potato in some pictures: those whose first sample is odd."""

    def read(self, images: Sequence[Image]) -> list[Reading]:
        odd = [image.to_array()[0, 0, 0] % 2 for image in images]
        return [reading(seen("potato", "blue" if one else "red", 0.5, 0.5)) for one in odd]


def test_one_prompt_is_scored_fact_by_fact_over_its_seeds_and_all_its_pictures_are_shown() -> None:
    artist = Session().artist("fake")
    asked, _ = asked_for("a blue potato", 5, 99, 8, artist.generator.card.vocabulary)
    assert [one.seed for one in asked] == list(range(5, 13))
    found = measure(artist, Blueness(), Setting(DrawRequest("a cat", steps=1)), asked, FakeReader())
    assert str(found.overall).endswith("4/8")  # the fake's ground darkens by one a seed
    assert found.by_fact["potato"].share == 1
    assert found.by_fact["blue potato"].share == 0.5
    text = found.to_text()
    assert "LOST  a blue potato      0.500  [0.215, 0.785]  4/8  wanted 0.90" in text
    assert "overall" not in text
    assert found.to_json()["by_fact"]["blue potato"]["hits"] == 4
    assert pictures(found).shape[0] > 2 * 64
    assert found.apart is not None
    assert found.apart.prompts is None
    assert f"apart   {found.apart.seeds:.3f} between" in text


def test_how_far_apart_pictures_are_is_the_mean_over_pairs_of_one_prompt_and_of_different_ones() -> None:
    turned = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]])
    found = apart(["a", "a", "b"], turned)
    assert found is not None
    assert (found.seeds, found.prompts) == pytest.approx((0.2, 0.7))
    assert found.to_json() == {"seeds": 0.2, "prompts": 0.7}
    assert apart(["a", "b", "c"], turned) is None
    assert apart([], turned[:0]) is None


def test_prompts_on_several_seeds_lie_nearer_than_different_prompts() -> None:
    artist = Session().artist("fake")
    asked = repeated([Prompt("a", "s", "a red car", (Shows("car"),), 3), Prompt("b", "s", "a sea", (), 9)], 3)
    assert [one.seed for one in asked] == [3, 4, 5, 9, 10, 11]
    found = measure(artist, Seeing(), Setting(DrawRequest("a cat", steps=1)), asked, FakeReader()).apart
    assert found is not None
    assert found.prompts is not None
    assert found.prompts > found.seeds + 0.2
    assert measure(artist, Seeing(), Setting(DrawRequest("a cat", steps=1)), asked).apart is None


def test_pictures_read_in_batches_are_those_drawn_alone() -> None:
    artist = Session().artist("fake")
    asked, _ = asked_for("a blue potato", 0, 1, 18, artist.generator.card.vocabulary)
    counted = []
    found = measure(
        artist, Seeing(), Setting(DrawRequest("a cat", steps=1)), asked, on_prompt=lambda: counted.append(1)
    )
    assert len(counted) == len(found.verdicts) == 18
    alone = finish(artist.draw(DrawRequest("a blue potato", seed=17, steps=1))).image
    assert np.array_equal(found.verdicts[17].image.to_array(), alone.to_array())
