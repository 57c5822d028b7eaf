"""How an experiment is made to go with a table, of which only the facts tell what goes with it."""

from msgspec.structs import replace

from engine.data.dataset import Facts
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment, check_fit, fit_output


def fit_table(experiment: Experiment, table: Table, facts: Facts) -> Experiment:
    """The same experiment on a table; loss, outputs and batch size change where they have to.

    ExperimentError where the table leaves nothing to train on.
    """
    targets = _target_count(facts)
    fitted = fit_output(experiment, table, facts.task, facts.class_count, targets)
    if 0 < facts.train_samples < fitted.training.batch_size:
        training = replace(fitted.training, batch_size=facts.train_samples)
        fitted = replace(fitted, training=training)
    check_table(fitted, facts)
    return fitted


def check_table(experiment: Experiment, facts: Facts | None) -> None:
    """Refuse an experiment that does not go with its table; ExperimentError names the field."""
    if facts is not None and isinstance(experiment.data, Table):
        count = facts.class_count
        targets, shape = _target_count(facts), (len(facts.input_names),)
        check_fit(experiment, facts.task, count, targets, facts.train_samples, shape)


def _target_count(facts: Facts) -> int:
    return max(1, len(facts.target_names))
