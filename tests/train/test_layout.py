"""The planner's recipe: batches, losses, what is known from the start, the files and their planner."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from limner.core.demand import Demand, Wanted  # noqa: E402
from limner.core.errors import WeightsCorrupt  # noqa: E402
from limner.models.card_file import CARD_NAME, card_json  # noqa: E402
from limner.models.layout import EmbeddedLayoutPlanner  # noqa: E402
from limner.models.store import weights_in  # noqa: E402
from limner.train import tokens  # noqa: E402
from limner.train.layout_files import export_layout  # noqa: E402
from limner.train.recipes.layout import NOTHING, PROMPTS, LayoutRecipe, plans  # noqa: E402
from limner.world.atlas import Atlas  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter says that it is to be replaced
ATLAS = Atlas.drawn()


@pytest.fixture(scope="module")
def tokenizer():
    return tokens.learn([*tokens.corpus(ATLAS, 0, 200)], 1200)


@pytest.fixture(scope="module")
def recipe(tokenizer) -> LayoutRecipe:
    return LayoutRecipe(ATLAS, tokenizer, batch_size=6, held_out=12)


@pytest.fixture(scope="module")
def net(recipe):
    torch.manual_seed(0)
    return recipe.build().eval()


@pytest.fixture(scope="module")
def folder(net, tokenizer, tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("layout")
    tokenizer.save(str(root / "words.json"))
    export_layout(net, root / "model", root / "words.json")
    return root / "model"


def test_a_batch_holds_layouts_shifted_by_one(recipe) -> None:
    batch = recipe.batch(3)
    after, before = batch["after"], batch["before"]
    told = after[:, :-1] != NOTHING
    assert torch.equal(
        before[:, 1:][told & (after[:, 1:] != NOTHING)], after[:, :-1][told & (after[:, 1:] != NOTHING)]
    )
    assert (before[:, 0] == 0).all()
    assert len(batch["ids"]) == len(after) == 6


def test_a_group_of_batches_holds_every_telling_once(recipe) -> None:
    rows = [tuple(row.tolist()) for i in range(8) for row in recipe.batch(i)["after"]]
    assert len(rows) == 48
    again = LayoutRecipe(ATLAS, recipe.tokenizer, batch_size=6)
    assert all(again.batch(i)["ids"].equal(recipe.batch(i)["ids"]) for i in (5, 2))


def test_a_few_steps_lower_the_loss(recipe) -> None:
    torch.manual_seed(0)
    model, batch = recipe.build(), recipe.batch(0)
    optimizer = torch.optim.AdamW(model.parameters(), 5e-3)
    losses = []
    for _ in range(6):
        optimizer.zero_grad()
        found = recipe.losses(model, batch)
        found["total"].backward()
        optimizer.step()
        losses.append(float(found["total"].detach()))
    assert losses[-1] < 0.9 * losses[0]


def test_a_plural_begins_like_its_thing_and_edges_like_their_neighbours(recipe, net) -> None:
    (one,), (many,) = ([i for i in recipe.tokenizer.encode(w).ids if i > 3] for w in ("car", "cars"))
    words = net.word_embedding.weight
    likeness = torch.nn.functional.cosine_similarity
    assert likeness(words[one], words[many], dim=0) > 0.8
    edges = net.token_embedding.weight[recipe.code.edge :]
    assert likeness(edges[20], edges[21], dim=0) > 0.8 > likeness(edges[20], edges[40], dim=0)


def test_the_figures_and_the_picture_are_made(recipe, net, tmp_path) -> None:
    found = recipe.evaluate(net)
    assert {"all", "things", "crowded"} <= found.keys()
    assert all(0 <= share <= 1 for share in found.values())
    recipe.picture(net, tmp_path / "sheet.png")
    assert (tmp_path / "sheet.png").stat().st_size > 10_000


def test_the_files_plan_what_the_network_plans(recipe, net, tokenizer, tmp_path) -> None:
    tokenizer.save(str(tmp_path / "words.json"))
    export_layout(net, tmp_path / "model", tmp_path / "words.json", int8=False)
    planner = EmbeddedLayoutPlanner(weights_in(tmp_path / "model"))
    words = list(PROMPTS[:4])
    assert planner.plans(words, range(4), [Demand()] * 4) == plans(
        net, tokenizer, recipe.code, words, range(4)
    )


def test_a_planner_keeps_to_the_demand_and_to_the_seed(folder) -> None:
    planner = EmbeddedLayoutPlanner(weights_in(folder))
    demand = Demand((Wanted(("cup",), ("red",), 2), Wanted(("car",), (None,), 1)), place="beach")
    found = [planner.plan("a beach", seed, demand) for seed in (1, 1, 2)]
    assert all(demand.met(layout) for layout in found)
    assert found[0] == found[1] != found[2]


def test_a_card_of_another_vocabulary_is_refused(folder, tmp_path) -> None:
    weights = weights_in(folder)
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    told = json.loads(card_json(weights.card))
    told["vocabulary"]["place"].append("moon")
    (tmp_path / CARD_NAME).write_text(json.dumps(told))
    with pytest.raises(WeightsCorrupt, match="vocabulary"):
        EmbeddedLayoutPlanner(weights_in(tmp_path)).plan("a cat", 0)


def test_int8_stays_near(net, folder) -> None:
    assert sum(file.stat().st_size for file in folder.glob("*.onnx")) < 3 * 2**20
    ids = np.array([[0, 5, 6, 1]])
    planner = EmbeddedLayoutPlanner(weights_in(folder))
    memory = planner._words({"input_ids": ids}, ("memory",))["memory"]
    from limner.nets.layout import WordsGraph

    with torch.no_grad():
        exact = WordsGraph(net)(torch.from_numpy(ids))[0].numpy()
    assert np.abs(memory - exact).mean() < 0.05 * np.abs(exact).mean()
