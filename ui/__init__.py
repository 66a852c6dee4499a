"""The window: views that show and ask. The only room that imports Qt."""
