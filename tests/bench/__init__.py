"""`make bench`: how fast Canary is, each number beside a bare baseline that is measured in the same run."""
