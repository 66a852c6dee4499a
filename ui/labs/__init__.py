"""Laboratory results: a panel to type in, and a box to paste into."""
