"""How long diagrams take to draw, and edits to show: see `open_diagram`."""

import json
import sys
import time

import numpy as np
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from app.launch import make_application
from app.look.appearance import Appearance
from app.main_window import MainWindow
from app.session.session import Session
from app.trainer.client import Trainer
from app.trainer.loaded import describe_run
from app.trainer.messages import Phase, Snapshot
from app.views.network_view import NetworkView
from engine.data.dataset import Dataset, Facts
from engine.data.preparation import Preparation
from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.run import Run
from tests.benchmarks.classic import classic
from tests.benchmarks.one_batch import IMAGE, LENET
from tests.benchmarks.whole_window import whole_window

DEEP, WIDE, EDITS = 50, 100, 12


def deep(units: int) -> Experiment:
    """Fifty hidden layers of 100, the middle one of `units`."""
    counts = [WIDE] * DEEP
    counts[DEEP // 2] = units
    hidden = [layer for count in counts for layer in (Dense(count), ReLU())]
    return Experiment(Spiral(noise=0.1), NetworkSpec((*hidden, Dense(2))), seed=7, name="deep")


def images() -> Run:
    """784-100-100-10 on images of noise: what is drawn does not depend on what they show."""
    rng = np.random.default_rng(0)
    pixels = tuple(f"pixel {row}, {column}" for row in range(28) for column in range(28))
    values = rng.random((500, 784))
    dataset = Dataset(
        facts=Facts("classification", tuple("0123456789"), ("digit",), pixels, pixels, 500, 0),
        columns=values,
        targets=rng.integers(0, 10, 500),
        train=np.arange(500),
        test=np.arange(0),
        bounds=np.tile([0.0, 1.0], (784, 1)),
        preparation=Preparation.fitted(values, "none"),
    )
    network = NetworkSpec((Dense(100), ReLU(), Dense(100), ReLU(), Dense(10)))
    return Run(Experiment(Table(path="noise.csv"), network, seed=7), dataset)


def lenet() -> Run:
    """A LeNet on grey images of noise, whose maps and kernels are drawn for one sample."""
    rng = np.random.default_rng(0)
    names = tuple(f"pixel {row}, {column}" for row in range(28) for column in range(28))
    values = rng.integers(0, 256, (200, 784)).astype(np.uint8)
    digits = tuple("0123456789")
    split = (200, 0, (), "images", IMAGE)
    dataset = Dataset(
        facts=Facts("classification", digits, ("digit",), names, names, *split),
        columns=values,
        targets=rng.integers(0, 10, 200),
        train=np.arange(200),
        test=np.arange(0),
        bounds=np.tile([0.0, 255.0], (784, 1)),
        preparation=Preparation.fitted(values, "none", together=True),
    )
    return Run(Experiment(Table(path="noise.csv"), NetworkSpec(LENET), seed=7), dataset)


def frame_times(view: NetworkView, run: Run, frames: int) -> list[float]:
    """Show frame after frame of a run that trains; the milliseconds of each."""
    loaded, times = describe_run(run), []
    view.show(Snapshot(1, Phase.PLAYING, 0, 0, None, run.curve, 0.0, loaded))
    for _ in range(frames + 2):
        run.train(1)
        probes = {probe: probe.measure(run) for probe in view.wants}
        snapshot = Snapshot(
            1, Phase.PLAYING, 0, run.step_count, None, run.curve, 0.0, loaded, probes
        )
        started = time.perf_counter()
        view.show(snapshot)
        QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - started))
    return times[2:]


def edit_times(application: QApplication, window: MainWindow) -> dict[str, list[float]]:
    """Change a layer again and again; the milliseconds until cards and diagram show each."""
    session = window.session
    (view,) = (view for view in window.views if isinstance(view, NetworkView))
    window.start()
    times: dict[str, list[float]] = {"cards": [], "diagram": []}

    def units_shown() -> int:
        columns = view._shown[0]
        return columns[DEEP // 2 + 1].units if len(columns) > DEEP // 2 + 1 else 0

    until(application, lambda: units_shown() == WIDE)
    for number in range(1, EDITS + 1):
        rest(application)
        units = WIDE + number
        started = time.perf_counter()
        session.edit(replace(session.experiment, network=deep(units).network), "Change units")
        application.processEvents()
        times["cards"].append(1000 * (time.perf_counter() - started))
        until(application, lambda units=units: units_shown() == units)
        times["diagram"].append(1000 * (time.perf_counter() - started))
    return times


def rest(application: QApplication) -> None:
    """Let everything that is under way end."""
    end = time.perf_counter() + 0.5
    while time.perf_counter() < end:
        application.processEvents()


def until(application: QApplication, condition: object) -> None:
    """Let the window go on until something is so."""
    end = time.perf_counter() + 20
    while not condition() and time.perf_counter() < end:  # type: ignore[operator]
        application.processEvents()
    application.processEvents()


def main(words: list[str]) -> int:
    """Draw, edit, write the figures."""
    application = make_application()
    frames = int(words[0])
    session = Session(Trainer(in_process=True), classic())
    result: dict[str, object] = {"platform": application.platformName()}
    view = NetworkView(session, Appearance(application, "light"))
    view.widget.resize(830, 520)
    view.widget.show()
    result["2-8-8-2"] = frame_times(view, Run(classic()), frames)
    result["784-100-100-10"] = frame_times(view, images(), frames)
    result["LeNet"] = frame_times(view, lenet(), frames)
    session.close()
    view.widget.hide()
    with whole_window(deep(WIDE)) as (_, window):
        result["edits"] = edit_times(application, window)
    sys.stdout.write(json.dumps(result) + "\n")
    return 0
