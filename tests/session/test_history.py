import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limner.core.errors import BadImage, BadValue, JournalFailed, Unclear
from limner.core.plan import Plan
from limner.core.result import InputFile, Provenance, Recipe
from limner.session.history import Branch, GiveBack, located, redo_target, tree, undo_target
from limner.session.journal import Journal, NewRun, Run
from limner.session.rework import Replay, read_recipe, revised


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


CROP = {"op": "crop", "width": 500, "height": 500}
BRIGHTER = {"op": "brightness", "percent": 20}
GRAY = {"op": "grayscale"}
TEXT = {"op": "text", "text": "Hello", "color": "white"}
HAT = {"op": "add", "what": "a red hat"}


@dataclass
class Desk:
    """Somebody at work: edits, and takes what undo and redo give."""

    journal: Journal
    folder: Path
    now: Run | None = None

    def edit(self, output: str, *steps: dict, original: bytes = b"original", after: Run | None = None) -> Run:
        """An edit of ``after``'s picture (by default of the one in hand), or of the original."""
        after = after or self.now
        inherited = [step.model_dump() for step in read_recipe(after).plan.steps] if after else []
        inputs = read_recipe(after).inputs if after else (_input(original),)
        return self._record(
            kind="edit",
            parent=after.id if after else None,
            sha256=after.output_sha256 if after else sha(original),
            output=output.encode(),
            recipe=_recipe(inputs, [*inherited, *steps]),
        )

    def undo(self, words: str | None = None, steps: int = 1) -> GiveBack:
        return self._take(undo_target(self.journal, None, words, steps))

    def redo(self, steps: int = 1) -> GiveBack:
        return self._take(redo_target(self.journal, None, steps))

    def _take(self, target: GiveBack | Replay) -> GiveBack:
        assert isinstance(target, GiveBack)
        recipe = target.run.recipe if target.run else _recipe((InputFile(sha256=target.sha256, **_SIZE),), [])
        self._record(
            kind=target.kind,
            parent=target.parent,
            sha256=target.left.output_sha256,
            output=target,
            recipe=recipe,
        )
        return target

    def _record(
        self, *, kind: str, parent: int | None, sha256: str, output: bytes | GiveBack, recipe: str
    ) -> Run:
        is_new = isinstance(output, bytes)
        path = self.folder / (f"{output.decode()}.png" if is_new else Path(output.path).name)
        self.now = self.journal.record(
            NewRun(
                parent=parent,
                kind=kind,
                input_sha256=sha256,
                input_path=str(self.folder / "photo.png"),
                output_sha256=sha(output) if is_new else output.sha256,
                output_path=str(path),
                instruction="",
                recipe=recipe,
                checks="[]",
                in_place=False,
            )
        )
        return self.now


_SIZE = {"name": "photo.png", "width": 640, "height": 480}


def _input(original: bytes) -> InputFile:
    return InputFile(sha256=sha(original), **_SIZE)


def _recipe(inputs: tuple[InputFile, ...], steps: list[dict]) -> str:
    made_with = Provenance(limner="0", libvips="8")
    recipe = Recipe(inputs=inputs, plan=Plan.from_data({"steps": steps}), format="png", made_with=made_with)
    return recipe.model_dump_json(by_alias=True)


@pytest.fixture
def desk(journal, tmp_path) -> Iterator[Desk]:
    return Desk(journal, tmp_path)


def ops(replay: object) -> list[str]:
    assert isinstance(replay, Replay)
    return [step.op for step in replay.recipe.plan.steps]


# Back and forward


def test_undo_gives_the_parents_picture(desk):
    crop = desk.edit("cropped", CROP)
    bright = desk.edit("brighter", BRIGHTER)
    target = undo_target(desk.journal)
    assert target == GiveBack("undo", bright, crop, crop.output_sha256, crop.output_path)
    assert target.parent == crop.id


def test_undo_of_the_first_run_gives_the_original(desk):
    crop = desk.edit("cropped", CROP)
    target = undo_target(desk.journal)
    assert target == GiveBack("undo", crop, None, sha(b"original"), str(desk.folder / "photo.png"))
    assert target.parent is None


@pytest.mark.parametrize(("words", "picture"), [("go back two", b"a"), ("go back to the start", b"original")])
def test_words_say_how_far(desk, words, picture):
    for name in "abc":
        desk.edit(name, CROP)
    assert desk.undo(words).sha256 == sha(picture)


def test_undoing_again_goes_further_back_and_ends_at_the_original(desk):
    for name in "abc":
        desk.edit(name, CROP)
    assert [desk.undo().sha256 for _ in range(3)] == [sha(b"b"), sha(b"a"), sha(b"original")]
    with pytest.raises(BadValue, match="nothing is left to undo"):
        desk.undo()
    with pytest.raises(BadValue, match="nothing is left to undo"):
        desk.undo("undo everything")


def test_redo_takes_every_undo_back_and_then_refuses(desk):
    for name in "abc":
        desk.edit(name, CROP)
    desk.undo()
    desk.undo(steps=2)
    assert [desk.redo().sha256 for _ in range(3)] == [sha(b"a"), sha(b"b"), sha(b"c")]
    with pytest.raises(BadValue, match="nothing was undone"):
        desk.redo()


def test_several_undos_are_taken_back_at_once(desk):
    for name in "abc":
        desk.edit(name, CROP)
    desk.undo("undo everything")
    assert desk.redo(steps=2).sha256 == sha(b"b")
    with pytest.raises(BadValue, match="only 1 steps were undone, 5"):
        desk.redo(steps=5)


def test_more_steps_back_than_there_are_is_refused_with_their_number(desk):
    desk.edit("a", CROP)
    desk.edit("b", CROP)
    with pytest.raises(BadValue, match="only 2 steps lead to this picture, 3"):
        desk.undo("go back three")
    for steps in (0, -1):
        with pytest.raises(BadValue, match="lead nowhere"):
            desk.undo(steps=steps)


def test_an_edit_after_an_undo_is_another_branch_from_which_undo_goes_to_the_common_picture(desk):
    crop = desk.edit("cropped", CROP)
    desk.edit("brighter", BRIGHTER)
    desk.undo()
    desk.edit("gray", GRAY)
    assert desk.undo().run == crop
    assert desk.redo().sha256 == sha(b"gray")


def test_redo_goes_where_the_undo_came_from_and_not_to_a_newer_branch(desk):
    crop = desk.edit("cropped", CROP)
    bright = desk.edit("brighter", BRIGHTER)
    desk.edit("gray", GRAY, after=crop)
    desk.now = bright
    (desk.folder / "brighter.png").write_bytes(b"brighter")
    desk._take(undo_target(desk.journal, desk.folder / "brighter.png"))
    assert desk.redo().run == bright


def test_redo_after_a_redo_follows_the_newest_branch_also_through_an_undo(desk):
    desk.edit("cropped", CROP)
    desk.edit("brighter", BRIGHTER)
    desk.undo()
    desk.edit("gray", GRAY)
    desk.undo(steps=2)
    assert [desk.redo().sha256 for _ in range(2)] == [sha(b"cropped"), sha(b"gray")]


def test_redo_after_a_redo_follows_the_branch_that_was_worked_on_last(desk):
    crop = desk.edit("cropped", CROP)
    bright = desk.edit("brighter", BRIGHTER)
    desk.edit("gray", GRAY, after=crop)
    desk.edit("text", TEXT, after=bright)
    desk.undo(steps=3)
    desk.redo()
    assert desk.redo().run == bright


def test_the_way_of_an_undo_is_not_confused_by_the_same_picture_made_later(desk):
    crop = desk.edit("cropped", CROP)
    bright = desk.edit("brighter", BRIGHTER)
    desk.undo()
    desk.edit("gray", GRAY, after=crop)
    desk.now = None
    desk.edit("brighter", BRIGHTER, original=b"another")
    (desk.folder / "x.png").write_bytes(b"cropped")
    target = redo_target(desk.journal, desk.folder / "x.png")
    assert target.run == bright


def test_a_run_replayed_from_the_original_is_not_mistaken_for_a_first_one(journal, new_run):
    first = journal.record(new_run(b"original", b"cropped"))
    other = journal.record(new_run(b"another", b"cropped and gray"))
    journal.record(new_run(b"original", b"gray", parent=other.id))
    gone = {"input_sha256": sha(b"forgotten"), "recipe": "{}", "kind": "undo"}
    journal.record(new_run(b"original", b"original", **gone))
    assert redo_target(journal).run == first


def test_runs_from_one_original_do_not_mix_when_undone_to_it(desk):
    first = desk.edit("one", CROP)
    desk.now = None
    desk.edit("two", GRAY)
    (desk.folder / "one.png").write_bytes(b"one")
    desk._take(undo_target(desk.journal, desk.folder / "one.png"))
    assert desk.redo().run == first


def test_the_same_result_twice_does_not_confuse_the_way(desk):
    desk.edit("cropped", CROP)
    desk.edit("cropped", CROP)
    assert desk.undo().sha256 == sha(b"cropped")
    assert desk.undo().sha256 == sha(b"original")


@dataclass
class Node:
    """The oracle: a picture that knows where it came from and where it was left to last."""

    picture: str
    parent: "Node | None" = None
    last: "Node | None" = field(default=None, repr=False)


moves = st.lists(
    st.one_of(st.just("edit"), st.tuples(st.sampled_from(["undo", "redo"]), st.integers(1, 3))), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(moves)
def test_any_sequence_of_edits_undos_and_redos_gives_what_an_undo_tree_gives(moves):
    with TemporaryDirectory() as folder, Journal.open(Path(folder)) as journal:
        desk, at = Desk(journal, Path(folder)), Node("original")
        desk.edit("0", CROP)
        at.last = Node("0", at)
        at = at.last
        for number, move in enumerate(moves, 1):
            if move == "edit":
                desk.edit(f"{number}", GRAY)
                at.last = Node(f"{number}", at)
                at = at.last
                continue
            way, steps = move
            goal = at
            for _ in range(steps):
                goal = goal and (goal.parent if way == "undo" else goal.last)
            if goal is None:
                with pytest.raises(BadValue):
                    getattr(desk, way)(steps=steps)
                continue
            assert getattr(desk, way)(steps=steps).sha256 == sha(goal.picture.encode())
            _leave(at, goal)
            at = goal


def _leave(at: Node, goal: Node) -> None:
    while at is not goal and at.parent is not None:
        at.parent.last = at
        at = at.parent


# Which picture


def test_a_picture_is_known_by_what_is_in_it_wherever_it_lies(desk, tmp_path):
    desk.edit("a", CROP)
    wanted = desk.edit("b", GRAY)
    desk.edit("c", GRAY)
    (tmp_path / "renamed.png").write_bytes(b"b")
    assert located(desk.journal, tmp_path / "renamed.png") == wanted


def test_a_picture_that_is_gone_is_known_by_its_path(desk):
    wanted = desk.edit("a", CROP)
    desk.edit("b", CROP)
    assert located(desk.journal, Path(wanted.output_path)) == wanted


def test_a_picture_that_was_changed_elsewhere_is_refused(desk):
    run = desk.edit("a", CROP)
    Path(run.output_path).write_bytes(b"painted over")
    with pytest.raises(BadValue, match="changed since"):
        undo_target(desk.journal, Path(run.output_path))


def test_an_original_an_unknown_file_and_a_folder_are_told_apart(desk, tmp_path):
    desk.edit("a", CROP)
    (tmp_path / "photo.png").write_bytes(b"original")
    with pytest.raises(BadValue, match="is an original"):
        undo_target(desk.journal, tmp_path / "photo.png")
    with pytest.raises(BadValue, match="does not know"):
        undo_target(desk.journal, tmp_path / "never-seen.png")
    with pytest.raises(BadImage, match="cannot be read"):
        undo_target(desk.journal, tmp_path)


def test_an_empty_journal_has_nothing_to_undo(journal):
    with pytest.raises(BadValue, match="empty"):
        undo_target(journal)


# Without, again


def test_undo_the_crop_replays_everything_but_the_crop_from_the_original(desk):
    desk.edit("cropped", CROP)
    desk.edit("brighter", BRIGHTER)
    left = desk.edit("gray", GRAY)
    target = undo_target(desk.journal, None, "undo the crop")
    assert ops(target) == ["brightness", "grayscale"]
    assert target.recipe.inputs[0].sha256 == sha(b"original")
    assert (target.parent, target.left, target.words) == (left.id, left, "")


def test_of_several_the_last_is_left_out(desk):
    desk.edit("a", CROP, BRIGHTER, {**CROP, "width": 100})
    target = undo_target(desk.journal, None, "undo the crop")
    assert [step.parameters().get("width") for step in target.recipe.plan.steps] == [500, None]


def test_undoing_the_only_step_gives_the_original(desk):
    left = desk.edit("cropped", CROP)
    assert undo_target(desk.journal, None, "undo the crop") == GiveBack(
        "undo", left, None, sha(b"original"), str(desk.folder / "photo.png")
    )


def test_a_step_is_found_by_what_it_speaks_of(desk):
    desk.edit("a", HAT, CROP)
    assert ops(undo_target(desk.journal, None, "undo the hat")) == ["crop"]


def test_a_step_that_was_not_done_is_unclear_and_says_what_was(desk):
    desk.edit("a", CROP, BRIGHTER)
    with pytest.raises(Unclear, match="crop, brightness") as caught:
        undo_target(desk.journal, None, "undo the sepia")
    assert caught.value.examples == ("undo the crop", "undo the brightness")


def test_undo_the_crop_means_the_picture_in_hand_also_after_an_undo(desk):
    desk.edit("cropped", CROP, BRIGHTER)
    desk.edit("gray", GRAY)
    desk.undo()
    assert ops(undo_target(desk.journal, None, "undo the crop")) == ["brightness"]


def test_again_but_darker_starts_beside_the_last_run_and_leaves_the_words_to_the_planner(desk):
    crop = desk.edit("cropped", CROP)
    desk.edit("text", TEXT)
    target = undo_target(desk.journal, None, "do it again but darker")
    assert ops(target) == ["crop", "text"]
    assert target.words == "darker"
    assert target.parent == crop.id
    darker = Plan.from_data(
        {"steps": [{"op": "brightness", "percent": -20}], "warnings": ["20 % was assumed"]}
    )
    plan = revised(target, darker)
    assert [step.op for step in plan.steps] == ["crop", "text", "brightness"]
    assert plan.warnings == ("20 % was assumed",)


def test_a_stated_number_changes_the_step_and_a_vague_word_adds_to_it(desk):
    desk.edit("a", BRIGHTER, CROP)
    again = Plan.from_data({"steps": [{"op": "brightness", "percent": 50}]})
    stated = undo_target(desk.journal, None, "do it again but 50% brighter")
    assert [step.parameters().get("percent") for step in revised(stated, again).steps] == [50, None]
    vague = undo_target(desk.journal, None, "do it again but brighter")
    assert [step.parameters().get("percent") for step in revised(vague, again).steps] == [20, None, 50]


def test_again_in_blue_changes_the_colour_of_the_last_step_that_has_one(desk):
    desk.edit("a", CROP, {**TEXT, "color": "red"}, TEXT, GRAY)
    target = undo_target(desk.journal, None, "do it again in blue")
    assert [step.parameters().get("color") for step in target.recipe.plan.steps] == [
        None,
        "red",
        "blue",
        None,
    ]
    assert target.words == ""


def test_again_in_something_that_is_no_colour_is_left_to_the_planner(desk):
    desk.edit("a", TEXT)
    assert undo_target(desk.journal, None, "do it again in portrait").words == "in portrait"


def test_a_step_of_an_earlier_run_does_not_change_its_colour(desk):
    desk.edit("text", TEXT)
    desk.edit("gray", GRAY)
    assert undo_target(desk.journal, None, "do it again in blue").words == "in blue"


def test_again_as_it_was_does_only_the_last_runs_steps_once_more(desk):
    desk.edit("cropped", CROP)
    last = desk.edit("brighter", BRIGHTER)
    target = undo_target(desk.journal, None, "again")
    assert ops(target) == ["crop", "brightness", "brightness"]
    assert target.parent == last.id


@pytest.mark.parametrize("words", ["undo the crop", "do it again but darker"])
def test_nothing_can_be_reworked_on_an_original(desk, words):
    desk.edit("cropped", CROP)
    desk.undo()
    with pytest.raises(BadValue, match="nothing was done"):
        undo_target(desk.journal, None, words)


def test_a_recipe_of_another_kind_is_a_typed_error(journal, new_run):
    journal.record(new_run(b"original", b"one"))
    with pytest.raises(JournalFailed, match="recipe of run 1"):
        undo_target(journal, None, "undo the crop")


@pytest.mark.parametrize("words", ["make it sunset", "hello", "go back to the crop"])
def test_words_that_name_nothing_that_was_done_are_unclear(desk, words):
    desk.edit("a", BRIGHTER)
    with pytest.raises(Unclear) as caught:
        undo_target(desk.journal, None, words)
    assert caught.value.examples


def test_the_word_undo_may_be_left_out(desk):
    desk.edit("a", CROP)
    desk.edit("b", BRIGHTER)
    assert undo_target(desk.journal, None, "two").sha256 == sha(b"original")
    assert undo_target(desk.journal, None, "everything").sha256 == sha(b"original")
    assert ops(undo_target(desk.journal, None, "the crop")) == ["brightness"]


# The tree


def shape(branches: tuple[Branch, ...]) -> list:
    return [(branch.run.id, shape(branch.branches)) for branch in branches]


def test_the_tree_shows_originals_branches_and_undos_in_order(desk):
    crop = desk.edit("cropped", CROP)
    desk.edit("brighter", BRIGHTER)
    desk.undo()
    desk.edit("gray", GRAY)
    desk.edit("text", TEXT, after=crop)
    desk.now = None
    desk.edit("other", CROP, original=b"another")
    desk.now = None
    desk.edit("again", CROP)
    first, second = tree(desk.journal)
    assert (first.sha256, second.sha256) == (sha(b"another"), sha(b"original"))
    assert shape(first.branches) == [(6, [])]
    assert shape(second.branches) == [(1, [(2, []), (3, [(4, [])]), (5, [])]), (7, [])]
    assert second.path == str(desk.folder / "photo.png")
    assert [branch.run.head for branch in second.branches] == [False, True]


def test_undone_to_the_original_stays_in_the_lineage(desk):
    desk.edit("cropped", CROP)
    desk.undo()
    (lineage,) = tree(desk.journal)
    assert shape(lineage.branches) == [(1, []), (2, [])]
    assert [branch.run.head for branch in lineage.branches] == [False, True]


def test_a_lineage_of_thousands_of_runs_is_no_deep_recursion(journal, new_run):
    run = journal.record(new_run(b"original", b"0"))
    for number in range(1, 1500):
        run = journal.record(new_run(run, b"%d" % number))
    (lineage,) = tree(journal)
    depth, branches = 0, lineage.branches
    while branches:
        depth, branches = depth + 1, branches[0].branches
    assert depth == 1500
    assert "Branch" in repr(lineage.branches[0])
    assert undo_target(journal, None, "go back to the start").sha256 == sha(b"original")


def test_an_empty_journal_has_an_empty_tree(journal):
    assert tree(journal) == ()


def test_history_after_forgetting_still_leads_back(desk):
    crop = desk.edit("cropped", CROP)
    desk.edit("brighter", BRIGHTER)
    desk.undo()
    desk.journal.forget([crop.id])
    (lineage,) = tree(desk.journal)
    assert lineage.sha256 == sha(b"original")
    assert desk.undo().sha256 == sha(b"original")
