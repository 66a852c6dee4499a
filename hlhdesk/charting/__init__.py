"""What to draw, in numbers and semantic names, for the screen and the page alike."""
