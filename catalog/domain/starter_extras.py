"""The extras that a new customer starts with, as a table for an account manager to change.

Texts in nl, en, de, fr. Prices are net, in euros: usual for a Dutch business account, agreed with nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalog.enums import ExtraPricing
from catalog.models import Extra
from catalog.models.texts import LANGUAGES

CARS = ("MDMR", "EDMR", "CDMR", "IWAR", "IFAH", "CDAE", "FVMD")
LARGE_VANS = ("IKMD", "FKMD")


@dataclass(frozen=True, slots=True)
class StarterExtra:
    """One extra: texts for each of LANGUAGES, codes of the starter's classes (none: for every class)."""

    code: str
    names: tuple[str, str, str, str]
    descriptions: tuple[str, str, str, str]
    pricing: ExtraPricing
    price: str
    cap: str | None = None
    kilometres: int | None = None
    max_quantity: int = 1
    class_codes: tuple[str, ...] = ()

    def extra(self, *, position: int) -> Extra:
        texts = {f"name_{language}": text for language, text in zip(LANGUAGES, self.names, strict=True)}
        texts |= {
            f"description_{language}": text
            for language, text in zip(LANGUAGES, self.descriptions, strict=True)
        }
        return Extra(
            code=self.code,
            pricing=self.pricing,
            price=Decimal(self.price),
            cap=None if self.cap is None else Decimal(self.cap),
            kilometres=self.kilometres,
            max_quantity=self.max_quantity,
            all_classes=not self.class_codes,
            position=position,
            **texts,
        )


EXTRAS = (
    StarterExtra(
        code="SEAT-BABY",
        names=("Babyzitje", "Baby seat", "Babyschale", "Siège bébé"),
        descriptions=(
            "Tot 13 kg, tegen de rijrichting in.",
            "Up to 13 kg, rear-facing.",
            "Bis 13 kg, gegen die Fahrtrichtung.",
            "Jusqu’à 13 kg, dos à la route.",
        ),
        pricing=ExtraPricing.PER_DAY,
        price="6.50",
        cap="45.00",
        max_quantity=2,
        class_codes=CARS,
    ),
    StarterExtra(
        code="SEAT-CHILD",
        names=("Kinderzitje", "Child seat", "Kindersitz", "Siège enfant"),
        descriptions=("Van 9 tot 18 kg.", "From 9 to 18 kg.", "Von 9 bis 18 kg.", "De 9 à 18 kg."),
        pricing=ExtraPricing.PER_DAY,
        price="6.50",
        cap="45.00",
        max_quantity=2,
        class_codes=CARS,
    ),
    StarterExtra(
        code="SEAT-BOOST",
        names=("Zitverhoger", "Booster seat", "Sitzerhöhung", "Rehausseur"),
        descriptions=("Van 15 tot 36 kg.", "From 15 to 36 kg.", "Von 15 bis 36 kg.", "De 15 à 36 kg."),
        pricing=ExtraPricing.PER_DAY,
        price="3.50",
        cap="25.00",
        max_quantity=3,
        class_codes=CARS,
    ),
    StarterExtra(
        code="TYRES",
        names=("Winterbanden", "Winter tyres", "Winterreifen", "Pneus hiver"),
        descriptions=(
            "Verplicht in delen van Duitsland, Oostenrijk en Frankrijk.",
            "Required in parts of Germany, Austria and France.",
            "Pflicht in Teilen von Deutschland, Österreich und Frankreich.",
            "Obligatoires dans certaines régions d’Allemagne, d’Autriche et de France.",
        ),
        pricing=ExtraPricing.PER_DAY,
        price="4.50",
        cap="60.00",
    ),
    StarterExtra(
        code="ROOFBOX",
        names=("Dakkoffer", "Roof box", "Dachbox", "Coffre de toit"),
        descriptions=(
            "Afsluitbaar, ongeveer 400 liter.",
            "Lockable, about 400 litres.",
            "Abschließbar, etwa 400 Liter.",
            "Verrouillable, environ 400 litres.",
        ),
        pricing=ExtraPricing.PER_RENTAL,
        price="49.00",
        class_codes=("CDMR", "IWAR", "IFAH"),
    ),
    StarterExtra(
        code="RAMP",
        names=("Oprijplaten", "Loading ramp", "Auffahrrampe", "Rampe de chargement"),
        descriptions=(
            "Twee platen, samen tot 400 kg.",
            "Two ramps, up to 400 kg together.",
            "Zwei Schienen, zusammen bis 400 kg.",
            "Deux rails, jusqu’à 400 kg au total.",
        ),
        pricing=ExtraPricing.PER_RENTAL,
        price="25.00",
        class_codes=LARGE_VANS,
    ),
    StarterExtra(
        code="DRIVER",
        names=("Extra bestuurder", "Additional driver", "Zusatzfahrer", "Conducteur supplémentaire"),
        descriptions=(
            "Neemt het eigen rijbewijs mee bij het ophalen.",
            "Brings their own licence at pick-up.",
            "Bringt bei der Abholung den eigenen Führerschein mit.",
            "Présente son permis au départ.",
        ),
        pricing=ExtraPricing.PER_RENTAL,
        price="10.00",
        max_quantity=3,
    ),
    StarterExtra(
        code="EXCESS",
        names=("Lager eigen risico", "Reduced excess", "Reduzierte Selbstbeteiligung", "Franchise réduite"),
        descriptions=(
            "Verlaagt het eigen risico bij schade en diefstal.",
            "Lowers the excess for damage and theft.",
            "Senkt die Selbstbeteiligung bei Schäden und Diebstahl.",
            "Réduit la franchise en cas de dommage ou de vol.",
        ),
        pricing=ExtraPricing.PER_DAY,
        price="9.50",
        cap="190.00",
    ),
    StarterExtra(
        code="ABROAD",
        names=("Rijden in het buitenland", "Driving abroad", "Fahrten ins Ausland", "Conduite à l’étranger"),
        descriptions=(
            "Toestemming voor de Europese Unie, Noorwegen, Zwitserland en het Verenigd Koninkrijk.",
            "Permission for the European Union, Norway, Switzerland and the United Kingdom.",
            "Erlaubnis für die Europäische Union, Norwegen, die Schweiz und das Vereinigte Königreich.",
            "Autorisation pour l’Union européenne, la Norvège, la Suisse et le Royaume-Uni.",
        ),
        pricing=ExtraPricing.PER_RENTAL,
        price="35.00",
    ),
    StarterExtra(
        code="KM500",
        names=("Bundel van 500 km", "Bundle of 500 km", "Paket mit 500 km", "Forfait de 500 km"),
        descriptions=(
            "Voordeliger dan losse kilometers achteraf.",
            "Cheaper than single kilometres afterwards.",
            "Günstiger als einzelne Kilometer im Nachhinein.",
            "Plus avantageux que les kilomètres facturés après coup.",
        ),
        pricing=ExtraPricing.PER_RENTAL,
        price="45.00",
        kilometres=500,
        max_quantity=10,
    ),
)
