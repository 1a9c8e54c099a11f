"""Sentences that others mend, one by one."""
