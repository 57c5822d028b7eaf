"""The parts of the main window: its frame, menus, docks, bars and dialogs."""
