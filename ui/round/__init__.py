"""Round entry: every child of the ward in one grid, one time of the round."""
