"""The landscape's middle is the run's loss, and its path tells its own losses."""

import numpy as np
import pytest

from engine.experiment.data import Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import BatchNorm, Dense, NetworkSpec, ReLU
from engine.landscape import Landscape
from engine.outlook import LossPicture, Outlook, PlaneKind
from engine.probes import LossLandscape
from engine.run import Run
from engine.surface import loss_surface
from tests.engine.experiments import spiral


def trained(run: Run, parts: int = 8, steps: int = 40) -> Run:
    for _ in range(parts):
        run.landscape.trajectory.note(run.step_count, run.network)
        run.train(steps)
    return run


def finished(run: Run, outlook: Outlook) -> LossPicture:
    for _ in range(10_000):
        picture = run.landscape.look(outlook, run.step_count)
        assert picture is not None
        if picture.progress == 1:
            return picture
    raise AssertionError("the landscape is not finished")


def norms_spec() -> Experiment:
    layers = (Dense(6), BatchNorm(), ReLU(), Dense(2))
    return Experiment(Spiral(), NetworkSpec(layers), spiral().training, seed=3)


def test_the_middle_of_a_random_plane_is_the_loss() -> None:
    run = trained(Run(spiral()))
    picture = finished(run, Outlook("random"))
    assert picture.losses.shape == (51, 51)
    own = run.network.loss(run.samples.x_train, run.samples.t_train)
    assert picture.losses[25, 25] == pytest.approx(float(own), rel=1e-5)
    assert picture.path_losses[-1] == pytest.approx(float(own), rel=1e-5)
    assert picture.path[-1] == pytest.approx([0, 0], abs=1e-6)


def test_the_surface_is_that_of_the_whole_computation() -> None:
    run = trained(Run(spiral()))
    picture = finished(run, Outlook("weights", resolution=25, weights=(3, 8)))
    count = len(run.network.parameters)
    directions = np.eye(count, dtype=np.float32)[[3, 8]]
    a, b = np.linspace(*picture.a_range, 25), np.linspace(*picture.b_range, 25)
    samples = run.samples.x_train, run.samples.t_train
    expected = loss_surface(run.network, *samples, (directions[0], directions[1]), a, b)
    assert np.allclose(picture.losses, expected, rtol=1e-5)


@pytest.mark.parametrize("plane", ["path", "random", "weights", "line"])
def test_points_of_the_path_are_coloured_by_their_true_loss(plane: PlaneKind) -> None:
    run = trained(Run(norms_spec()))
    picture = finished(run, Outlook(plane))
    states = run.landscape.trajectory.states
    steps = run.landscape.trajectory.steps.tolist()
    assert picture.path_steps.tolist() == [*steps, run.step_count]
    count = len(run.network.parameters)
    for place in (0, 3, 7):
        network = run.network.with_parameters(states[place][:count])
        network.statistics[...] = states[place][count:]
        true = float(network.loss(run.samples.x_train, run.samples.t_train))
        assert picture.path_losses[place] == pytest.approx(true, rel=1e-4)


def test_a_line_leads_from_the_start_to_now_statistics_included() -> None:
    run = trained(Run(norms_spec()))
    picture = finished(run, Outlook("line", resolution=81))
    assert picture.losses.shape == (1, 81)
    assert picture.a_range == (-0.5, 1.5)
    assert picture.losses[0, 20] == pytest.approx(picture.path_losses[0], rel=1e-4)
    assert picture.losses[0, 60] == pytest.approx(picture.path_losses[-1], rel=1e-4)


def test_before_there_is_a_path_random_directions_stand_in() -> None:
    run = Run(spiral())
    assert finished(run, Outlook("path")).plane == "random"
    trained(run)
    assert finished(run, Outlook("path")).plane == "path"


def test_a_path_lies_within_its_picture_and_is_honest_about_the_rest() -> None:
    run = trained(Run(spiral()))
    picture = finished(run, Outlook("path"))
    for places, (low, high) in zip(picture.path.T, (picture.a_range, picture.b_range), strict=True):
        assert low < places.min()
        assert places.max() < high
    assert 0.5 < picture.shown <= 1
    assert sum(picture.explained) <= 1 + 1e-9
    states = np.stack([*run.landscape.trajectory.states])
    away = np.linalg.norm(states - states[-1], axis=1)
    assert (picture.path_off[:-1] <= away + 1e-3 + np.linalg.norm(states[-1])).all()
    aside = finished(run, Outlook("random"))
    assert aside.shown < 0.5  # a random plane says little about a path


def test_a_first_picture_is_there_at_once_and_grows_finer() -> None:
    run = trained(Run(spiral()))
    outlook = Outlook("random", resolution=51)
    pictures = [run.landscape.look(outlook, run.step_count, seconds=0.0)]
    while pictures[-1] is not None and pictures[-1].progress < 1:
        pictures.append(run.landscape.look(outlook, run.step_count, seconds=0.0))
    progress = [picture.progress for picture in pictures if picture is not None]
    assert progress == sorted(progress)
    assert len(progress) > 4
    early = next(p for p in pictures if p is not None and np.isfinite(p.losses).all())
    last = pictures[-1]
    assert last is not None
    assert early.progress < 0.2
    assert np.array_equal(early.losses[::8, ::8], last.losses[::8, ::8])


def test_the_old_picture_stays_until_the_next_is_finished() -> None:
    run = trained(Run(spiral()))
    outlook = Outlook("path", resolution=101)
    old = finished(run, outlook)
    trained(run)
    now = run.landscape.look(outlook, run.step_count, seconds=0.0)
    assert now is not None
    assert now.progress < 1
    assert np.array_equal(now.losses, old.losses)
    assert now.path_steps[-1] == run.step_count
    assert finished(run, outlook).step == run.step_count


@pytest.mark.parametrize("centre", ["start", "best", "now"])
def test_the_centre_is_the_state_asked_for(centre) -> None:
    run = trained(Run(spiral()))
    picture = finished(run, Outlook("random", centre=centre))
    at = {"start": 0, "now": -1, "best": int(picture.path_losses.argmin())}[centre]
    assert picture.losses[25, 25] == pytest.approx(picture.path_losses[at], rel=1e-4)
    assert picture.path[at] == pytest.approx([0, 0], abs=1e-6)


def test_any_step_of_the_way_can_be_the_centre() -> None:
    run = trained(Run(spiral()))
    steps = run.landscape.trajectory.steps
    chosen = int(steps[len(steps) // 3])
    picture = finished(run, Outlook("random", centre=chosen))
    assert picture.centre_step == chosen
    row = picture.path_steps.tolist().index(chosen)
    assert picture.losses[25, 25] == pytest.approx(picture.path_losses[row], rel=1e-4)
    np.testing.assert_allclose(picture.path[row], 0, atol=1e-4)
    between = finished(run, Outlook("random", centre=10**9))  # later than now: the nearest is now
    assert between.centre_step == run.step_count


@pytest.mark.parametrize("which", ["line", "steps", "best"])
def test_a_line_leads_from_any_state_to_any_other(which: str) -> None:
    run = trained(Run(norms_spec()))
    steps = run.landscape.trajectory.steps.tolist()
    ends = {"line": ("now", "start"), "steps": (steps[2], steps[5]), "best": ("best", steps[1])}
    picture = finished(run, Outlook("line", resolution=81, line=ends[which]))
    a = np.linspace(*picture.a_range, 81)
    for alpha, step in zip((0, 1), picture.ends, strict=True):
        row = picture.path_steps.tolist().index(step)
        place = int(np.abs(a - alpha).argmin())
        assert picture.losses[0, place] == pytest.approx(picture.path_losses[row], rel=1e-4)
        np.testing.assert_allclose(picture.path[row, 0], alpha, atol=1e-4)
    if which == "steps":
        assert picture.ends == (steps[2], steps[5])


def test_a_line_from_a_state_to_itself_is_flat() -> None:
    run = trained(Run(spiral()))
    picture = finished(run, Outlook("line", line=("now", "now")))
    assert np.ptp(picture.losses) == pytest.approx(0, abs=1e-6)


def test_a_wider_range_widens_a_line_too() -> None:
    picture = finished(trained(Run(spiral())), Outlook("line", zoom=2.0))
    assert picture.a_range == (-1.5, 2.5)


def test_without_test_samples_there_is_no_picture() -> None:
    run = Run(Experiment(Spiral(test_share=0.0), spiral().network, spiral().training))
    assert LossLandscape(Outlook(share="test")).measure(run) is None


def test_training_goes_on_as_if_nobody_looked() -> None:
    watched, alone = Run(norms_spec()), Run(norms_spec())
    for _ in range(5):
        watched.train(20)
        alone.train(20)
        watched.landscape.trajectory.note(watched.step_count, watched.network)
        LossLandscape().measure(watched)
    assert np.array_equal(watched.network.parameters, alone.network.parameters)
    assert np.array_equal(watched.network.statistics, alone.network.statistics)


def test_a_restarted_run_is_drawn_anew() -> None:
    run = trained(Run(spiral()))
    assert isinstance(run.landscape, Landscape)
    finished(run, Outlook())
    earlier = run.landscape.look(Outlook(), 5)
    assert earlier is not None
    assert earlier.path_steps[-1] == 5


def test_a_path_takes_the_place_of_random_directions_as_soon_as_it_is_seen() -> None:
    run = Run(spiral())
    outlook = Outlook("path", resolution=101)
    assert finished(run, outlook).plane == "random"
    trained(run)
    pictures = []
    while not pictures or pictures[-1].plane == "random":
        picture = run.landscape.look(outlook, run.step_count, seconds=0.0)
        assert picture is not None
        pictures.append(picture)
    assert pictures[-1].progress < 0.2
