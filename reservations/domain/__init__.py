"""The rules of requests. Every door (page, admin, job, command) calls these functions and nothing below them."""
