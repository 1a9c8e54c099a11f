"""The `canary` command: each subcommand is one service call."""
