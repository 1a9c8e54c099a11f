"""Circles: groups that sing one song a week; memberships, invitations, and who may see what."""
