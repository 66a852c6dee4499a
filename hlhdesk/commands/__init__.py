"""The commands of the command line, one file a group; each is loaded only when it is asked for."""
