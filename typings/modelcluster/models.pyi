from django.db import models

class ClusterableModel(models.Model):
    class Meta:
        abstract: bool = True

    def serializable_data(self) -> dict[str, object]: ...
