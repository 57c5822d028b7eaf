"""The session: the one model that the window shows and changes."""
