from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenants.models import Customer


class NewCustomerForm(forms.ModelForm[Customer]):
    """What `create_customer` asks for. Whether the short name and the host are free, it says itself."""

    host = forms.CharField(
        label=_("Host name"),
        required=False,
        help_text=_("Leave empty for the short name under FlexFleet's own domain."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Used when the buyer's system names no language."),
    )

    contact_email = forms.EmailField(
        label=_("Contact e-mail"),
        help_text=_(
            "Replies to the mails that employees get go there: the account manager, or a shared mailbox."
        ),
    )

    class Meta:
        model = Customer
        fields = ("name", "slug")

    def _post_clean(self) -> None:
        """The model's own checks are the domain's to make, once."""


class CustomerForm(forms.ModelForm[Customer]):
    """Name and host names of a customer."""

    host = forms.CharField(
        label=_("Host name"),
        max_length=253,
        help_text=_(
            "Links and the addresses of connections carry it. Tell the customer before you change it."
        ),
    )
    other_hosts = forms.CharField(
        label=_("Further host names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. They lead to the same customer."),
    )

    class Meta:
        model = Customer
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = self.instance.domains.order_by("-is_primary", "domain").values_list("domain", flat=True)
        self.initial["host"], *others = hosts
        self.initial["other_hosts"] = "\n".join(others)

    def clean_other_hosts(self) -> list[str]:
        return str(self.cleaned_data["other_hosts"]).split()
