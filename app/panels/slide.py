"""A slide sets a slider field to a value, unless it stands there already."""

from app.widgets.slider_field import SliderField


def slide_to(field: SliderField, value: float) -> None:
    """Show a value. A field that shows it is left alone, so that nobody's typing is disturbed."""
    if field.value() != value:
        field.set_value(value)
