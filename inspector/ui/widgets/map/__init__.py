"""The map: what is seen of the world, marks in clusters, tiles from files, and the widget that shows them."""
