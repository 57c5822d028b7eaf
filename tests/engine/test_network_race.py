"""A network race: each runner as alone, all paths on one plane, and who diverges."""

import numpy as np
import pytest
from msgspec.structs import replace
from sklearn.decomposition import PCA

import engine.network_race
from engine.errors import ExperimentError
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.network import BatchNorm, Dense, NetworkSpec, ReLU
from engine.experiment.optimizers import SGD, Adam, Momentum
from engine.network_race import NetworkRace, raced
from engine.pooled_paths import FAR, RaceOutlook, RacePicture
from engine.run import Run
from tests.engine.experiments import clouds, spiral

THREE = (SGD(0.05), Momentum(0.02), Adam(0.01))


def run_to_the_end(race: NetworkRace) -> tuple[np.ndarray, RacePicture]:
    """All losses that are told, and the last picture."""
    losses, picture = [], None
    while not race.finished:
        race.advance(0.02)
        news = race.news()
        assert news.first == sum(map(len, losses))
        losses.append(news.losses)
        picture = news.picture or picture
    assert picture is not None
    return np.concatenate(losses), picture


@pytest.fixture(scope="module")
def raced_spiral() -> tuple[np.ndarray, RacePicture]:
    return run_to_the_end(NetworkRace(spiral(), THREE, 120))


def test_each_loss_is_that_of_the_run_alone() -> None:
    experiment = spiral(early_stopping=EarlyStopping())
    network = NetworkSpec((Dense(8), BatchNorm(), ReLU(), Dense(2)))
    experiment = replace(experiment, network=network)
    race = NetworkRace(experiment, THREE, 60)
    losses, _ = run_to_the_end(race)
    assert losses.shape == (60, 3)
    for runner, optimizer in enumerate(THREE):
        alone = Run(raced(experiment, optimizer))
        for step in range(60):
            alone.step()
            assert losses[step, runner] == pytest.approx(alone.batch_loss, rel=5e-4)


def test_all_paths_begin_at_one_place_of_the_plane(raced_spiral: tuple) -> None:
    _, picture = raced_spiral
    assert (picture.steps[0], picture.steps[-1]) == (0, 120)
    assert picture.paths.shape == (3, len(picture.steps), 2)
    np.testing.assert_allclose(picture.paths[:, 0], 0, atol=1e-5)
    np.testing.assert_allclose(picture.off[:, 0], 0, atol=1e-5)
    assert np.ptp(picture.path_losses[:, 0]) < 1e-6
    low, high = picture.paths.min(axis=(0, 1)), picture.paths.max(axis=(0, 1))
    assert picture.a_range[0] < low[0] < high[0] < picture.a_range[1]
    assert picture.b_range[0] < low[1] < high[1] < picture.b_range[1]


def test_the_plane_is_that_of_the_pooled_principal_components() -> None:
    race = NetworkRace(spiral(), THREE, 80)
    _, picture = run_to_the_end(race)
    states = np.stack(race._paths._states, axis=1)  # (R, n, D)
    pca = PCA(2).fit(states.reshape(-1, states.shape[-1]))
    assert picture.explained == pytest.approx(pca.explained_variance_ratio_, rel=1e-4)
    way = (states - race._paths.start).reshape(-1, states.shape[-1])
    expected = np.abs(way @ pca.components_.T)
    found = np.abs(picture.paths.reshape(-1, 2))
    np.testing.assert_allclose(found, expected, atol=1e-3 * expected.max())


def test_the_surface_at_the_start_is_the_loss_there(raced_spiral: tuple) -> None:
    _, picture = raced_spiral
    assert picture.losses.shape == (51, 51)
    assert picture.progress == 1
    a = np.linspace(*picture.a_range, 51)
    b = np.linspace(*picture.b_range, 51)
    row, column = int(np.abs(b).argmin()), int(np.abs(a).argmin())
    slope = np.ptp(picture.losses[row - 1 : row + 2, column - 1 : column + 2])
    assert abs(picture.losses[row, column] - picture.path_losses[0, 0]) <= slope


def test_plain_descent_goes_where_its_arrows_point() -> None:
    _, picture = run_to_the_end(NetworkRace(spiral(), (SGD(0.05), SGD(0.01)), 50))
    assert np.isnan(picture.descents[:, -1]).all()
    steps, arrows = np.diff(picture.paths, axis=1), picture.descents[:, :-1]
    assert (np.linalg.norm(arrows, axis=2) <= 1.001).all()
    length = np.linalg.norm(steps, axis=2) * np.linalg.norm(arrows, axis=2)
    np.testing.assert_allclose((steps * arrows).sum(axis=2), length, rtol=2e-2)


def test_who_diverges_leaves_the_picture_to_the_others() -> None:
    experiment = clouds(loss="mean_squared_error")
    race = NetworkRace(experiment, (SGD(0.1), SGD(1e9)), 40)
    losses, picture = run_to_the_end(race)
    assert np.isfinite(losses[:, 0]).all()
    assert np.isnan(losses[-1, 1])
    assert np.isfinite(picture.paths[0]).all()
    assert np.isnan(picture.paths[1, -1]).all()
    assert np.isfinite(picture.losses).all()


def test_a_race_of_which_nobody_stays_on_course_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    race = NetworkRace(clouds(loss="mean_squared_error"), (SGD(1e9),), 10)
    while not race.finished:
        race.advance(0.01)
    assert race.step == 10


def test_large_networks_keep_fewer_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.network_race, "MOST_BYTES", 1000)
    _, picture = run_to_the_end(NetworkRace(spiral(), THREE, 100))
    assert 8 <= len(picture.steps) <= 9


@pytest.mark.parametrize(
    ("count", "steps", "path"), [(0, 5, "race"), (31, 5, "race"), (1, 0, "steps")]
)
def test_what_cannot_be_raced_is_refused(count: int, steps: int, path: str) -> None:
    with pytest.raises(ExperimentError, match="must be between 1 and") as refused:
        NetworkRace(clouds(), (SGD(),) * count, steps)
    assert refused.value.path == path


def test_a_runner_far_beyond_the_others_does_not_rule_the_plane() -> None:
    runners = (SGD(0.05), SGD(0.04), SGD(0.06), Adam(0.5))
    _, picture = run_to_the_end(NetworkRace(spiral(), runners, 60))
    assert picture.left_out == (3,)
    assert picture.reaches[3] > FAR * np.median(picture.reaches)
    stay = picture.paths[:3]
    assert picture.a_range[0] < stay[..., 0].min() < stay[..., 0].max() < picture.a_range[1]
    assert picture.shown > 0.9  # of the paths of those that stay
    _, whole = run_to_the_end(
        NetworkRace(spiral(), runners, 60, outlook=RaceOutlook(with_far=True))
    )
    assert whole.left_out == ()
    assert np.ptp(whole.a_range) > 5 * np.ptp(picture.a_range)


def test_the_true_losses_are_those_of_the_data_that_is_chosen() -> None:
    race = NetworkRace(spiral(), THREE, 40, outlook=RaceOutlook(share="test"))
    _, picture = run_to_the_end(race)
    samples = race._run.samples
    assert (picture.share, picture.samples) == ("test", len(samples.x_test))
    expected = race._run.network.loss(samples.x_test, samples.t_test)
    np.testing.assert_allclose(picture.path_losses[:, 0], expected, rtol=1e-5)
    without = replace(spiral(), data=replace(spiral().data, test_share=0.0))
    with pytest.raises(ExperimentError, match=r"share: must be train"):
        NetworkRace(without, THREE, 40, outlook=RaceOutlook(share="test"))


def test_velocities_and_rates_are_those_of_the_optimizers(raced_spiral: tuple) -> None:
    _, picture = raced_spiral
    assert np.isnan(picture.speeds[0]).all()
    assert (picture.speeds[1:, 0] == 0).all()
    assert (picture.speeds[1:, 1:] > 0).all()
    assert np.isnan(picture.rates[:2]).all()
    low, middle, high = picture.rates[2, 1:].T
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert (np.linalg.norm(picture.velocities[1, 1:], axis=1) <= 1.001).all()
    stretched = np.linalg.eigvalsh(picture.stretches[2, 1:])
    assert (stretched > 0).all()


def test_the_surface_is_as_fine_and_as_wide_as_is_asked_for() -> None:
    outlook = RaceOutlook(resolution=25, zoom=2.0)
    _, wide = run_to_the_end(NetworkRace(spiral(), THREE, 40, outlook=outlook))
    _, usual = run_to_the_end(NetworkRace(spiral(), THREE, 40))
    assert (wide.losses.shape, usual.losses.shape) == ((25, 25), (51, 51))
    assert np.ptp(wide.a_range) == pytest.approx(2 * np.ptp(usual.a_range), rel=1e-6)
