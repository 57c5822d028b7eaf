"""Health: stated rules that say what is wrong with a run, from what was measured of it."""

from engine.health.check import HealthCheck
from engine.health.finding import Finding
from engine.health.rules import RULES, Rule, findings
from engine.health.vitals import Vitals

__all__ = ["RULES", "Finding", "HealthCheck", "Rule", "Vitals", "findings"]
