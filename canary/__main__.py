"""`python -m canary` is the `canary` command."""

from canary.app import main

main()
