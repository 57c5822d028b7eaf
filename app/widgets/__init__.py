"""Small reusable widgets that know neither the engine nor the session."""
