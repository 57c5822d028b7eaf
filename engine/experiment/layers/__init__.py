"""The layers of a network as plain data: one small frozen value for each kind."""
