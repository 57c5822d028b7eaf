"""Training from the first epoch to the last, to divergence, or to Ctrl+C."""

from dataclasses import dataclass

from app.headless.interruption import Interruption
from app.headless.progress import Progress
from engine.errors import Diverged
from engine.run import Run

# Few enough that Ctrl+C is answered soon, also by a large network.
STEPS_AT_ONCE = 16


@dataclass(frozen=True)
class Outcome:
    """How training ended. `run` stands at the end of the last epoch that was measured."""

    run: Run
    interrupted: bool = False
    diverged: Diverged | None = None


def train(run: Run, progress: Progress) -> Outcome:
    """Train until the run has finished, diverges or is interrupted.

    A run that ends within an epoch is taken back to the end of the one before, so that the model
    is the one that the last point of the learning curve was measured on.
    """
    last_good = run.state()
    with Interruption() as interruption:
        try:
            while not run.finished and not interruption.requested:
                epoch = run.epoch
                run.train(STEPS_AT_ONCE)
                if run.epoch > epoch:
                    last_good = run.state()
                    progress.show(run.curve.at(-1))
        except Diverged as error:
            run.restore(last_good)
            return Outcome(run, diverged=error)
        finally:
            progress.close()
    if not run.finished:
        run.restore(last_good)
    return Outcome(run, interrupted=not run.finished)
