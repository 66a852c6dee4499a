"""Who works at the ward: users and roles, signing in, locking, and what opens a protected database."""
