"""The probe shows one stage of the step to come, cut to what can be read."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.experiment.network import Dense, NetworkSpec, Residual
from engine.probes import StepStage
from engine.probes.step_stage import MOST, shown
from engine.run import Run
from engine.step_record import record_step
from tests.engine.experiments import spiral
from tests.engine.step_experiments import NETWORKS, network_of


def test_every_stage_of_every_network_can_be_shown() -> None:
    for name in NETWORKS:
        run = Run(network_of(name))
        first = StepStage().measure(run)
        assert first is not None
        for index in range(len(first.stages)):
            one = StepStage(index).measure(run)
            assert one is not None
            assert one.index == index
            assert one.after
            assert one.stages == first.stages


def test_its_numbers_are_those_of_the_record() -> None:
    run = Run(spiral())
    record = record_step(run)
    found = StepStage(2, tensor="y", element=(3, 5)).measure(run)
    assert found is not None
    assert found.stages[2].name == "ReLU"
    assert np.array_equal(found.after[0].values, record.stages[2].after["y"])
    assert found.worked is not None
    assert found.worked.recorded == record.stages[2].after["y"][3, 5]
    assert (found.step, found.loss, found.rows) == (1, record.loss, 10)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_number_shown_is_the_engines_to_the_last_digit(name: str) -> None:
    run = Run(network_of(name))
    run.step()
    record = record_step(run)
    for index, stage in enumerate(record.stages):
        found = StepStage(index).measure(run)
        assert found is not None
        for told, kept in ((found.before, stage.before), (found.after, stage.after)):
            assert [each.name for each in told] == list(kept)
            for each in told:
                assert each.values.tobytes() == kept[each.name].tobytes()
        assert found.lines == stage.lines


def test_one_sample_is_a_step_of_its_own() -> None:
    run = Run(spiral())
    number = int(run.dataset.test[4])
    found = StepStage(0, sample=number).measure(run)
    assert found is not None
    assert found.rows == 1
    assert np.array_equal(found.after[0].values[0], run.samples.x_test[4])
    assert StepStage(0, sample=10_000).measure(run) is None


def test_what_is_not_there_gives_way_to_the_first() -> None:
    found = StepStage(99, tensor="nothing", element=(500, 500)).measure(Run(spiral()))
    assert found is not None
    assert found.index == len(found.stages) - 1
    assert found.tensor == "θ"
    assert found.element == (0,)


def test_a_large_tensor_is_cut_and_keeps_its_shape() -> None:
    values = np.zeros((100, 50, 60))
    values[-1, -1, -1] = -7
    one = shown("x", values)
    assert one.shape == (100, 50, 60)
    assert one.values.shape == (10, 50, 60)
    assert one.values.size <= MOST
    assert one.largest == 7


def test_a_block_at_the_very_beginning_can_be_shown() -> None:
    layers = NetworkSpec((Residual((Dense(2),)), Dense(2)))
    run = Run(replace(spiral(), network=layers))
    first = StepStage().measure(run)
    assert first is not None
    for index in range(len(first.stages)):
        assert StepStage(index).measure(run) is not None
