"""照片: all photos of the workspace, one of them closely, pairs, and the way in for more."""
