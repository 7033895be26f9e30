"""Questions of a customer's own: what a trip is for, and, for trips abroad, where to."""

from __future__ import annotations

from reservations.models import ExtraField, ExtraFieldChoice, ExtraFieldCondition, FieldGroup

# Value, and its label in Dutch, English, German and French.
PURPOSES = (
    ("site", "Bouwplaats", "Building site", "Baustelle", "Chantier"),
    ("customer", "Klantbezoek", "Visit to a customer", "Kundenbesuch", "Visite chez un client"),
    ("training", "Opleiding", "Training", "Schulung", "Formation"),
)


def ask_questions() -> None:
    """None of them is required, so whoever is in a hurry passes them by."""
    trip = FieldGroup.objects.create(
        title_nl="De rit", title_en="The trip", title_de="Die Fahrt", title_fr="Le trajet"
    )
    purpose = ExtraField.objects.create(
        key="purpose",
        kind="choice",
        group=trip,
        position=1,
        label_nl="Doel van de rit",
        label_en="Purpose of the trip",
        label_de="Zweck der Fahrt",
        label_fr="But du trajet",
        in_queue=True,
    )
    for position, (value, *labels) in enumerate(PURPOSES):
        names = dict(zip(("label_nl", "label_en", "label_de", "label_fr"), labels, strict=True))
        ExtraFieldChoice.objects.create(field=purpose, value=value, position=position, **names)
    abroad = ExtraField.objects.create(
        key="abroad",
        kind="yes_no",
        group=trip,
        position=2,
        label_nl="Rijdt u naar het buitenland?",
        label_en="Will you drive abroad?",
        label_de="Fahren Sie ins Ausland?",
        label_fr="Allez-vous à l'étranger ?",
    )
    country = ExtraField.objects.create(
        key="country",
        kind="text",
        group=trip,
        position=3,
        required=True,
        label_nl="Naar welk land?",
        label_en="To which country?",
        label_de="In welches Land?",
        label_fr="Dans quel pays ?",
    )
    ExtraFieldCondition.objects.create(field=country, about=abroad, operator="is", value="yes")
