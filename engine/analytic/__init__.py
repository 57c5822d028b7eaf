"""Analytic surfaces: losses of two numbers, x and y, to watch optimizers on."""

from engine.analytic.formula import Formula
from engine.analytic.known import SURFACES
from engine.analytic.race import AnalyticRace
from engine.analytic.surface import AnalyticSurface, surface_of_formula

__all__ = ["SURFACES", "AnalyticRace", "AnalyticSurface", "Formula", "surface_of_formula"]
