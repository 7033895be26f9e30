"""What every tenant's schema holds of its own: the mirrored staff, and the organisation's profile."""
