"""Connections and journal in a customer's admin: lists and forms, declared."""
