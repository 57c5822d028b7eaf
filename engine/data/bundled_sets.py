"""What comes with scikit-learn, told without importing it."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.experiment.data import BundledName

BUNDLED_SETS: Mapping[BundledName, str] = MappingProxyType(
    {
        "iris": "150 flowers of 3 kinds, told apart by 4 lengths (Fisher, 1936)",
        "wine": "178 wines of 3 growers, told apart by 13 chemical figures",
        "breast_cancer": "569 tumours, malignant or benign, by 30 figures about their cells",
        "digits": "1,797 handwritten digits, grey, 8 × 8 pixels",
        "diabetes": "442 patients: how diabetes went on in a year, from 10 figures (regression)",
        "linnerud": "20 men: weight, waist and pulse from 3 exercises (regression, 3 targets)",
    }
)
