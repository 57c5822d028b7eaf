"""The chips of health tell what an examination found, and explain it when pressed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.health_chips import HealthChips
from app.panels.health_words import words_of
from app.trainer.messages import Phase, Snapshot
from engine.curve import Curve
from engine.health import RULES, Finding, HealthCheck

VANISHING = Finding("vanishing", 2e-7, 1e-3, "0.dense.weight")
OVERFITTING = Finding("overfitting", 1.8, 1.2, epoch=377)


def snapshot(findings: tuple[Finding, ...] | None, run_id: int = 1) -> Snapshot:
    probes = {} if findings is None else {HealthCheck(): findings}
    return Snapshot(run_id, Phase.PLAYING, 3, 30, None, Curve(), 0.0, None, probes)


@pytest.fixture
def chips(qtbot: QtBot) -> HealthChips:
    chips = HealthChips()
    qtbot.addWidget(chips)
    chips.resize(600, 30)
    chips.show()
    return chips


def said(chips: HealthChips) -> list[str]:
    return [chip.text() for chip in (*chips.chips, chips.more) if not chip.isHidden()]


def test_all_is_quiet_while_all_is_well(chips: HealthChips) -> None:
    chips.show_snapshot(snapshot(()))
    assert said(chips) == []


def test_each_finding_has_a_chip(chips: HealthChips) -> None:
    chips.show_snapshot(snapshot((VANISHING, OVERFITTING)))
    assert said(chips) == ["gradients vanish", "test loss rising since epoch 377"]
    chips.show_snapshot(snapshot(None))  # nothing examined: what was found holds
    assert len(said(chips)) == 2
    chips.show_snapshot(snapshot((OVERFITTING,)))
    assert said(chips) == ["test loss rising since epoch 377"]


def test_what_does_not_fit_is_counted(chips: HealthChips) -> None:
    chips.show_snapshot(snapshot((VANISHING, OVERFITTING)))
    chips.resize(170, 30)
    assert said(chips) == ["gradients vanish", "+1"]
    chips.resize(20, 30)
    assert said(chips) == ["+2"]
    chips.more.click()
    assert words_of(OVERFITTING).remedies in chips.popover.paragraphs
    chips.resize(600, 30)
    assert len(said(chips)) == 2


def test_another_run_is_well_until_it_is_examined(chips: HealthChips) -> None:
    chips.show_snapshot(snapshot((VANISHING,)))
    chips.show_snapshot(snapshot(None, run_id=2))
    assert said(chips) == []


def test_a_chip_explains_itself_with_value_bound_and_remedy(chips: HealthChips, qtbot) -> None:
    chips.show_snapshot(snapshot((VANISHING,)))
    qtbot.keyClick(chips.chips[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not chips.popover.isHidden())
    assert not chips.popover.isHidden()
    told = " ".join(chips.popover.paragraphs)
    for part in ("gradients vanish", "2e-07", "0.001", "ReLU with He"):
        assert part in told
    assert chips.chips[0].accessibleDescription() == words_of(VANISHING).whole
    chips.popover.close()


def test_examinations_are_seldom(chips: HealthChips, qtbot: QtBot) -> None:
    chips.show_snapshot(snapshot(None))
    assert chips.wants == (HealthCheck(),)
    chips.show_snapshot(snapshot(()))
    assert chips.wants == ()
    chips.show_snapshot(replace(snapshot(None), step=31))
    assert chips.wants == ()
    qtbot.waitUntil(lambda: chips.wants == (HealthCheck(),))


def test_a_run_that_stands_still_is_examined_once(chips: HealthChips, qtbot: QtBot) -> None:
    chips.show_snapshot(snapshot(()))
    qtbot.wait(600)
    assert chips.wants == ()


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_has_words(rule: str) -> None:
    words = words_of(Finding(rule, 0.25, 0.5, "2.dense.weight", 4))
    assert "{" not in words.whole
    assert all((words.chip, words.measured, words.meaning, words.remedies))
