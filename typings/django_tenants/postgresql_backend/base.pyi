from typing import Any

from django.db.backends.postgresql import base

class FakeTenant:
    schema_name: str

class DatabaseWrapper(base.DatabaseWrapper):
    tenant: Any
    schema_name: str

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None: ...
    def set_schema_to_public(self) -> None: ...
