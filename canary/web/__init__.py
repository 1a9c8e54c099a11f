"""What all pages share: errors, the viewer, headers, filters and cached HTML."""
