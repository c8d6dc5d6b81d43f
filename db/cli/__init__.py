"""The subcommands, one module a group; no window, no Qt."""
