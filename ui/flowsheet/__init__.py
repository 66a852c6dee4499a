"""The flowsheet on screen: days across, things down, the newest day on the right."""
