# Types of what we use of django-tenants, which ships none.
