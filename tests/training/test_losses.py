"""The losses: parity with the published loss, positives, and shares of rows."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from signdict.core.vectors import maxsim
from tests.support.paths import GOLDEN
from training.train.distributed import Share
from training.train.losses import Temperature, both_ways, contrast, late, late_scores, plain

SIGNCLIP = np.load(GOLDEN / "signclip.npz")
SHARES = [Share(rank, 3) for rank in range(3)]


@pytest.fixture
def vectors():
    torch.manual_seed(0)
    return tuple(functional.normalize(torch.randn(count, 8), dim=-1) for count in (7, 4))


def test_the_plain_loss_equals_the_published_one():
    poses, texts = (torch.from_numpy(SIGNCLIP[name]) for name in ("video", "text"))
    assert float(plain(poses, texts)) == pytest.approx(3.486809, abs=2e-5)


def test_the_contrastive_loss_equals_its_formula(vectors):
    poses, texts = vectors
    same = torch.zeros(7, 4, dtype=torch.bool)
    same[0, [1, 2]] = same[3, 0] = True
    scores = (poses @ texts.T / 0.5).numpy()
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    expected = -(log_p[0, [1, 2]].mean() + log_p[3, 0]) / 2
    assert float(contrast(poses, texts, same, 0.5)) == pytest.approx(expected, abs=1e-5)


def test_no_row_is_compared_with_itself():
    same = torch.eye(3, dtype=torch.bool)
    vectors = torch.eye(3)
    assert float(contrast(vectors, vectors, same, 0.1)) == 0


def test_clips_of_one_gloss_do_not_repel_each_other():
    pose = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    texts = torch.eye(2)
    same = torch.tensor([[True, False], [True, False], [False, True]])
    assert float(both_ways(pose, texts, same, 0.05)) < 0.4  # log 2 / 2: two equal positives
    alone = torch.eye(3, dtype=torch.bool)
    assert float(both_ways(pose, pose[[0, 1, 2]], alone, 0.05)) > 0.4


@pytest.mark.parametrize("kind", ["plain", "contrast", "itself", "both ways"])
def test_the_losses_of_shares_add_up_to_the_loss_of_the_batch(kind, vectors):
    poses, texts = vectors
    same = torch.rand(7, 4, generator=torch.Generator().manual_seed(1)) > 0.5
    of_poses = torch.arange(7)[:, None] % 3 == torch.arange(7) % 3
    losses = {
        "plain": lambda share: plain(poses[:4], texts, share),
        "contrast": lambda share: contrast(poses, texts, same, 0.1, share),
        "itself": lambda share: contrast(poses, poses, of_poses, 0.1, share),
        "both ways": lambda share: both_ways(poses, texts, same, 0.1, share),
    }
    loss = losses[kind]
    parts = sum(float(loss(share)) for share in SHARES)
    assert parts == pytest.approx(float(loss(Share())), rel=1e-5)


def test_a_learned_temperature_has_its_initial_value_and_stays_in_its_bounds():
    learned = Temperature(0.07, learned=True)
    assert float(learned().detach()) == pytest.approx(0.07)
    with torch.no_grad():
        learned.log.fill_(-99)
    assert float(learned().detach()) == pytest.approx(0.01)
    learned().backward()
    assert Temperature(0.07, learned=False)() == 0.07
    assert not list(Temperature(0.07, learned=False).parameters())


def test_scores_of_unit_tokens_differ_from_maxsim_only_by_the_square():
    torch.manual_seed(1)
    unit = [functional.normalize(torch.randn(n, 4, 3), dim=-1).abs() for n in (5, 6)]
    scores = late_scores(*unit).numpy()
    queries, clips = (part.numpy() for part in unit)
    for row, query in enumerate(queries):
        cosines = np.einsum("td,nsd->nts", query, clips)
        both = cosines.max(axis=2).mean(axis=1) + cosines.max(axis=1).mean(axis=1)
        np.testing.assert_allclose(scores[row], both / 2, atol=1e-6)
        squares = cosines**2
        squared = squares.max(axis=2).mean(axis=1) + squares.max(axis=1).mean(axis=1)
        np.testing.assert_allclose(maxsim(query, clips), squared / 2, atol=1e-6)


def test_in_training_the_length_of_a_token_is_its_weight():
    x, y = (1.0, 0.0), (0.0, 1.0)
    heavy, twice = torch.tensor([[(3.0, 0.0), y]]), torch.tensor([[x, x]])
    assert late_scores(heavy, twice).item() == pytest.approx((0.75 + 1) / 2)
    assert late_scores(twice, heavy).item() == pytest.approx((1 + 0.75) / 2)


def test_the_loss_of_tokens_is_the_mean_of_both_directions_and_shares_add_up():
    torch.manual_seed(2)
    queries, clips = torch.randn(6, 4, 3, requires_grad=True), torch.randn(3, 4, 3)
    same = torch.arange(6)[:, None] % 3 == torch.arange(3)
    logits = late_scores(queries, clips) / 0.1
    right = torch.arange(6) % 3
    forth = functional.cross_entropy(logits, right)
    back = -(logits.T.log_softmax(1) * same.T).sum(1).mean() / 2  # two queries of each
    whole = late(queries, clips, same, 0.1)
    assert whole.item() == pytest.approx((forth + back).item() / 2, abs=1e-5)
    parts = sum(late(queries, clips, same, 0.1, share) for share in SHARES)
    assert parts.item() == pytest.approx(whole.item(), abs=1e-5)
    whole.backward()
    assert queries.grad.abs().sum() > 0
