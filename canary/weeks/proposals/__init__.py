"""The songs that members would like to sing: proposed, voted for, taken into the plan."""
