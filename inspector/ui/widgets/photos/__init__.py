"""Photos in the window: the tray of a visit, grids of any length, a closer look, markup, pairs."""
