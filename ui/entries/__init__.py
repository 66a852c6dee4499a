"""The tab with everything that was charted for a child."""
