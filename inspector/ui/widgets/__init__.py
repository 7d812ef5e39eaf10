"""Small widgets that several screens share; each paints from tokens and speaks from the catalogue `ui`."""
