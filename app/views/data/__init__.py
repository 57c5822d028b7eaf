"""The parts of the Data view: samples, features, scatter, and one sample's way."""
