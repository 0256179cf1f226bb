"""The towers against transformers' CLIP, and the losses against slow loops."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")

from limner.nets import losses  # noqa: E402
from limner.nets.dual_encoder import DualEncoder, EncoderShape  # noqa: E402
from limner.nets.text import TextShape  # noqa: E402
from limner.nets.vit import VisionShape, normalise  # noqa: E402
from limner.train.transformers_folder import clip_config  # noqa: E402

SHAPE = EncoderShape(VisionShape(32, 8, 32, 2, 2), TextShape(50, 16, 24, 2, 2, end=1), dimension=16)


def unit(*shape):
    return torch.nn.functional.normalize(torch.randn(*shape), dim=-1)


@pytest.mark.filterwarnings("ignore")
def test_transformers_clip_loads_our_weights_and_gives_the_same_features():
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(0)
    ours = DualEncoder(SHAPE).eval()
    config = transformers.CLIPConfig(**clip_config(SHAPE))
    theirs = transformers.CLIPModel(config).eval()
    weights = {name: value for name, value in ours.state_dict().items() if name != "logit_bias"}
    theirs.load_state_dict(weights, strict=True)
    pixels = normalise(torch.randint(0, 256, (3, 32, 32, 3), dtype=torch.uint8))
    ids = torch.tensor([[0, 5, 6, 1, 3, 3], [0, 7, 8, 9, 4, 1]])
    with torch.no_grad():
        found = theirs(input_ids=ids, pixel_values=pixels)
        assert torch.allclose(found.image_embeds, ours.image_vectors(pixels), atol=1e-4)
        assert torch.allclose(found.text_embeds, ours.text_vectors(ids), atol=1e-4)


def test_what_stands_after_the_end_of_a_text_changes_nothing():
    torch.manual_seed(0)
    model = DualEncoder(SHAPE).eval()
    with torch.no_grad():
        short = model.text_vectors(torch.tensor([[0, 5, 6, 1]]))
        padded = model.text_vectors(torch.tensor([[0, 5, 6, 1, 30, 31, 32]]))
    assert torch.allclose(short, padded, atol=1e-5)


def test_the_clip_loss_is_the_mean_of_two_cross_entropies_with_its_own_false_text_among_the_rivals():
    torch.manual_seed(1)
    image, text, wrong = unit(4, 8), unit(4, 8), unit(4, 8)
    scale = torch.tensor(5.0)
    total = 0.0
    for i in range(4):
        row = [math.exp(5 * float(image[i] @ text[j])) for j in range(4)]
        row.append(math.exp(5 * float(image[i] @ wrong[i])))
        column = [math.exp(5 * float(image[j] @ text[i])) for j in range(4)]
        total -= math.log(row[i] / sum(row)) + math.log(column[i] / sum(column))
    rivals = losses.Rivals(wrong, torch.ones(4, dtype=torch.bool), torch.zeros(4, 4, dtype=torch.bool))
    assert losses.clip_loss(image, text, scale, rivals).item() == pytest.approx(total / 8, rel=1e-4)


def test_the_siglip_loss_is_a_sum_of_log_sigmoids_over_all_pairs():
    torch.manual_seed(2)
    image, text = unit(3, 8), unit(3, 8)
    total = 0.0
    for i in range(3):
        for j in range(3):
            logit = (4 * float(image[i] @ text[j]) - 1) * (1 if i == j else -1)
            total += math.log(1 + math.exp(-logit))
    found = losses.siglip_loss(image, text, torch.tensor(4.0), torch.tensor(-1.0))
    assert found.item() == pytest.approx(total / 3, rel=1e-4)


def test_a_text_that_fits_two_pictures_is_no_rival():
    image, text = unit(2, 8), unit(1, 8).expand(2, 8)
    rivals = losses.Rivals(text, torch.zeros(2, dtype=torch.bool), torch.ones(2, 2, dtype=torch.bool))
    assert losses.clip_loss(image, text, torch.tensor(9.0), rivals).item() == pytest.approx(0, abs=1e-6)


def test_a_false_text_is_one_more_no_of_its_own_picture_alone():
    torch.manual_seed(3)
    image, text, wrong = unit(3, 8), unit(3, 8), unit(3, 8)
    scale, bias = torch.tensor(4.0), torch.tensor(-1.0)
    has = torch.tensor([True, False, True])
    rivals = losses.Rivals(wrong, has, torch.zeros(3, 3, dtype=torch.bool))
    more = sum(math.log(1 + math.exp(4 * float(image[i] @ wrong[i]) - 1)) for i in (0, 2))
    without = losses.siglip_loss(image, text, scale, bias).item()
    assert losses.siglip_loss(image, text, scale, bias, rivals).item() == pytest.approx(without + more / 3)


def test_the_overlap_of_boxes_in_closed_form():
    a = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
    b = torch.tensor([[0.0, 0.0, 2.0, 2.0], [2.0, 0.0, 3.0, 1.0], [0.5, 0.0, 1.5, 1.0]])
    expected = [1.0, 0 - 1 / 3, 1 / 3]
    assert losses.generalised_overlap(a, b).tolist() == pytest.approx(expected, abs=1e-5)


def test_naming_weighs_covered_and_empty_patches_apart():
    logits = torch.randn(1, 4, 3)
    target = torch.tensor([[0, 0, 0, 2]])
    terms = -logits.log_softmax(-1)[0].gather(1, target[0][:, None])[:, 0]
    expected = terms[3] + terms[:3].mean() / 2
    assert losses.thing_loss(logits, target).item() == pytest.approx(expected.item(), rel=1e-5)


def test_naming_weighs_a_thing_by_the_root_of_its_patches():
    logits = torch.randn(1, 6, 4)
    target = torch.tensor([[0, 1, 1, 1, 1, 2]])
    terms = -logits.log_softmax(-1)[0].gather(1, target[0][:, None])[:, 0]
    expected = (terms[1:5].sum() / 2 + terms[5]) / (4 / 2 + 1) + terms[0] / 2
    assert losses.thing_loss(logits, target).item() == pytest.approx(expected.item(), rel=1e-5)
