"""Mail to requesters: what it says, the outbox that keeps it, the calendar part."""
