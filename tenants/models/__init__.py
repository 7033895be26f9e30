"""The shared tables, which live in `public` and nowhere else."""

from tenants.models.customer import Customer, Domain
from tenants.models.hand_over import HandOver
from tenants.models.queue import QueueItem
from tenants.models.rate_limit import RateLimit
from tenants.models.staff import Membership, StaffMember

__all__ = ["Customer", "Domain", "HandOver", "Membership", "QueueItem", "RateLimit", "StaffMember"]
