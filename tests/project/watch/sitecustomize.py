"""Loaded by every Python that a test starts: the program is offline there as well."""

import offline_watch

offline_watch.watch()
