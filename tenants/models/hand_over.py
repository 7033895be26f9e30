from __future__ import annotations

from django.db import models

from tenants.models.customer import Customer
from tenants.models.staff import StaffMember


class HandOver(models.Model):
    """A staff member on the way from the console to a customer: good once, for seconds. Only the hash is kept."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff} → {self.customer}"
