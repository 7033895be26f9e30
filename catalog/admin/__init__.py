"""The offering in a customer's admin: lists and forms, declared."""
