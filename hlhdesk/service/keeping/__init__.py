"""Backups: made by themselves, rotated, proved, carried to a second place, tried, and put back."""
