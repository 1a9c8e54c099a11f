"""Groups that take one song a week: membership, invitations, who may see what."""
