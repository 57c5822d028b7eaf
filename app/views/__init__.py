"""Views: pictures of a run. Adding one is a file and a line here."""

from collections.abc import Callable

from app.look.appearance import Appearance
from app.session.session import Session
from app.views.accuracy_view import AccuracyView
from app.views.activations_view import ActivationsView
from app.views.baselines_view import BaselinesView
from app.views.boundary_view import BoundaryView
from app.views.confusion_view import ConfusionView
from app.views.data_view import DataView
from app.views.gradients_view import GradientsView
from app.views.loss_surface_view import LossSurfaceView
from app.views.loss_view import LossView
from app.views.maths_view import MathsView
from app.views.network_view import NetworkView
from app.views.race_view import RaceView
from app.views.rate_view import RateView
from app.views.representation_view import RepresentationView
from app.views.runs_view import RunsView
from app.views.step_view import StepView
from app.views.twin_view import TwinView
from app.views.view import View
from app.views.weights_view import WeightsView

# What the twin view can show of two runs, the first one at first.
TwinView.instruments = (
    BoundaryView,
    LossView,
    AccuracyView,
    GradientsView,
    ActivationsView,
    WeightsView,
    ConfusionView,
    RepresentationView,
    NetworkView,
)

VIEWS: tuple[Callable[[Session, Appearance], View], ...] = (
    NetworkView,
    BoundaryView,
    LossView,
    LossSurfaceView,
    RaceView,
    GradientsView,
    ActivationsView,
    WeightsView,
    ConfusionView,
    AccuracyView,
    DataView,
    BaselinesView,
    RateView,
    RepresentationView,
    RunsView,
    TwinView,
    StepView,
    MathsView,
)
