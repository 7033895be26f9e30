"""The Django project: settings, addresses, middleware, the embedded database, and what every page looks like."""
