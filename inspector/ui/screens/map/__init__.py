"""地图: projects by lamp on tiles, boundaries or plain paper, and the route of the day."""
