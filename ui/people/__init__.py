"""Who works at the ward, in the window: users and roles, passwords, PIN, the ward's keys, and the first start."""
