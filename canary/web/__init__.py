"""What every page shares: errors, who is looking, headers, filters, the fragments kept in memory."""
