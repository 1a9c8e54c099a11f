"""What members have done of a week, as far as the other rooms know it."""
