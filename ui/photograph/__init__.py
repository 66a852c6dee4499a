"""A child's photograph: read from a picture file, cut to the face, shown beside the name."""
