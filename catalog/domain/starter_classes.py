"""The ten classes that a new customer starts with, as a table for an account manager to change.

Texts in nl, en, de, fr. Prices are net, per day, in euros: usual for a Dutch business account, agreed with
nobody. Bands: from 1, 7 and 28 days.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalog.enums import DayCounting, Drawing, Fuel, Transmission
from catalog.models import Rate, VehicleClass

BANDS = (1, 7, 28)
CAR_KILOMETRES = (250, 200, 120)
VAN_KILOMETRES = (150, 150, 120)
LANGUAGES = ("nl", "en", "de", "fr")


@dataclass(frozen=True, slots=True)
class StarterClass:
    """One class: prices per day for each of BANDS, texts for each of LANGUAGES."""

    acriss: str
    drawing: Drawing
    names: tuple[str, str, str, str]
    descriptions: tuple[str, str, str, str]
    examples: str
    seats: int
    doors: int
    luggage: int
    fuel: Fuel
    prices: tuple[str, str, str]
    extra_km: str
    transmission: Transmission = Transmission.MANUAL
    range_km: int | None = None
    payload_kg: int | None = None
    load_length_cm: int | None = None
    load_height_cm: int | None = None
    tow_bar: bool = False
    lead_hours: int = 4

    @property
    def is_van(self) -> bool:
        return self.payload_kg is not None

    def vehicle_class(self, *, position: int) -> VehicleClass:
        texts = {f"name_{language}": text for language, text in zip(LANGUAGES, self.names, strict=True)}
        texts |= {
            f"description_{language}": text
            for language, text in zip(LANGUAGES, self.descriptions, strict=True)
        }
        return VehicleClass(
            code=self.acriss,
            acriss=self.acriss,
            drawing=self.drawing,
            examples=self.examples,
            seats=self.seats,
            doors=self.doors,
            luggage=self.luggage,
            transmission=self.transmission,
            fuel=self.fuel,
            range_km=self.range_km,
            payload_kg=self.payload_kg,
            load_length_cm=self.load_length_cm,
            load_height_cm=self.load_height_cm,
            tow_bar=self.tow_bar,
            day_counting=DayCounting.PER_CALENDAR_DAY if self.is_van else DayCounting.PER_24_HOURS,
            grace_minutes=0 if self.is_van else 30,
            lead_hours=self.lead_hours,
            position=position,
            **texts,
        )

    def rates(self, vehicle_class: VehicleClass) -> list[Rate]:
        kilometres = VAN_KILOMETRES if self.is_van else CAR_KILOMETRES
        return [
            Rate(
                vehicle_class=vehicle_class,
                from_days=from_days,
                price_per_day=Decimal(price),
                km_per_day=km_per_day,
                price_extra_km=Decimal(self.extra_km),
            )
            for from_days, price, km_per_day in zip(BANDS, self.prices, kilometres, strict=True)
        ]


CLASSES = (
    StarterClass(
        acriss="MDMR",
        drawing=Drawing.MINI,
        names=("Mini", "Mini", "Kleinstwagen", "Mini"),
        descriptions=(
            "Wendbaar in de stad en zuinig onderweg, voor een of twee personen.",
            "Nimble in town and easy on fuel, for one or two people.",
            "Wendig in der Stadt und sparsam, für ein bis zwei Personen.",
            "Maniable en ville et sobre, pour une ou deux personnes.",
        ),
        examples="Toyota Aygo X, Hyundai i10",
        seats=4,
        doors=5,
        luggage=1,
        fuel=Fuel.PETROL,
        prices=("29.50", "26.00", "21.50"),
        extra_km="0.11",
    ),
    StarterClass(
        acriss="EDMR",
        drawing=Drawing.ECONOMY,
        names=("Klein", "Economy", "Kleinwagen", "Économique"),
        descriptions=(
            "Kleine auto met vijf deuren voor woon-werk en korte ritten.",
            "Small five-door car for commuting and short trips.",
            "Kleiner Fünftürer für Arbeitswege und kurze Fahrten.",
            "Petite cinq portes pour les trajets courts et quotidiens.",
        ),
        examples="Renault Clio, Opel Corsa",
        seats=5,
        doors=5,
        luggage=1,
        fuel=Fuel.PETROL,
        prices=("33.00", "29.00", "23.50"),
        extra_km="0.11",
    ),
    StarterClass(
        acriss="CDMR",
        drawing=Drawing.COMPACT,
        names=("Compact", "Compact", "Kompaktklasse", "Compacte"),
        descriptions=(
            "Comfortabel voor vier volwassenen, ook op de snelweg.",
            "Comfortable for four adults, on the motorway too.",
            "Bequem für vier Erwachsene, auch auf der Autobahn.",
            "Confortable pour quatre adultes, autoroute comprise.",
        ),
        examples="VW Golf, Opel Astra",
        seats=5,
        doors=5,
        luggage=2,
        fuel=Fuel.PETROL,
        prices=("38.50", "33.00", "27.25"),
        extra_km="0.12",
    ),
    StarterClass(
        acriss="IWAR",
        drawing=Drawing.ESTATE,
        names=("Stationwagon", "Estate", "Kombi", "Break"),
        descriptions=(
            "Automaat met veel laadruimte, voor lange ritten met bagage.",
            "Automatic with a large boot, for long trips with luggage.",
            "Automatik mit großem Kofferraum, für lange Fahrten mit Gepäck.",
            "Automatique à grand coffre, pour les longs trajets chargés.",
        ),
        examples="Škoda Octavia Combi, Toyota Corolla Touring Sports",
        seats=5,
        doors=5,
        luggage=4,
        transmission=Transmission.AUTOMATIC,
        fuel=Fuel.PETROL,
        prices=("49.00", "42.50", "35.00"),
        extra_km="0.14",
    ),
    StarterClass(
        acriss="IFAH",
        drawing=Drawing.SUV,
        names=("SUV hybride", "Hybrid SUV", "Hybrid-SUV", "SUV hybride"),
        descriptions=(
            "Hoge instap en goed overzicht, met hybride aandrijving.",
            "High seating and a clear view, with a hybrid drive.",
            "Hoher Einstieg und gute Übersicht, mit Hybridantrieb.",
            "Position haute et bonne visibilité, motorisation hybride.",
        ),
        examples="Kia Sportage Hybrid, Nissan Qashqai e-Power",
        seats=5,
        doors=5,
        luggage=3,
        transmission=Transmission.AUTOMATIC,
        fuel=Fuel.HYBRID,
        prices=("62.00", "54.00", "44.50"),
        extra_km="0.16",
    ),
    StarterClass(
        acriss="CDAE",
        drawing=Drawing.ELECTRIC,
        names=("Elektrisch compact", "Electric compact", "Elektro-Kompakt", "Compacte électrique"),
        descriptions=(
            "Volledig elektrisch, met laadpas voor openbare laadpalen.",
            "Fully electric, with a card for public charging points.",
            "Vollelektrisch, mit Karte für öffentliche Ladesäulen.",
            "Tout électrique, avec carte pour les bornes publiques.",
        ),
        examples="MG4, Nissan Leaf",
        seats=5,
        doors=5,
        luggage=2,
        transmission=Transmission.AUTOMATIC,
        fuel=Fuel.ELECTRIC,
        range_km=350,
        prices=("52.00", "45.00", "37.00"),
        extra_km="0.12",
    ),
    StarterClass(
        acriss="FVMD",
        drawing=Drawing.PEOPLE_CARRIER,
        names=(
            "Personenbus, 9 zitplaatsen",
            "People carrier, 9 seats",
            "Kleinbus, 9 Sitze",
            "Minibus, 9 places",
        ),
        descriptions=(
            "Voor een ploeg of een team tot negen personen, te rijden met rijbewijs B.",
            "For a crew or a team of up to nine, on an ordinary car licence.",
            "Für Gruppen bis neun Personen, mit Führerschein Klasse B.",
            "Pour une équipe de neuf personnes au plus, avec le permis B.",
        ),
        examples="Ford Tourneo Custom, Renault Trafic Passenger",
        seats=9,
        doors=5,
        luggage=3,
        fuel=Fuel.DIESEL,
        prices=("89.00", "78.00", "64.00"),
        extra_km="0.19",
        lead_hours=24,
    ),
    StarterClass(
        acriss="CKMD",
        drawing=Drawing.SMALL_VAN,
        names=("Kleine bestelwagen", "Small van", "Kleiner Transporter", "Petit utilitaire"),
        descriptions=(
            "Voor gereedschap en een europallet, past in een gewone parkeerplaats.",
            "For tools and one euro pallet, fits an ordinary parking space.",
            "Für Werkzeug und eine Europalette, passt in jede Parklücke.",
            "Pour l’outillage et une europalette, se gare partout.",
        ),
        examples="Citroën Berlingo, Renault Kangoo",
        seats=2,
        doors=4,
        luggage=0,
        fuel=Fuel.DIESEL,
        payload_kg=650,
        load_length_cm=180,
        load_height_cm=120,
        prices=("44.00", "38.00", "31.00"),
        extra_km="0.16",
        lead_hours=24,
    ),
    StarterClass(
        acriss="IKMD",
        drawing=Drawing.MEDIUM_VAN,
        names=("Middelgrote bestelwagen", "Medium van", "Mittlerer Transporter", "Utilitaire moyen"),
        descriptions=(
            "Drie zitplaatsen en ruimte voor drie europallets, met trekhaak.",
            "Three seats and room for three euro pallets, with a tow bar.",
            "Drei Sitze und Platz für drei Europaletten, mit Anhängerkupplung.",
            "Trois places et trois europalettes, avec attelage.",
        ),
        examples="Ford Transit Custom, Opel Vivaro",
        seats=3,
        doors=5,
        luggage=0,
        fuel=Fuel.DIESEL,
        payload_kg=1000,
        load_length_cm=255,
        load_height_cm=140,
        tow_bar=True,
        prices=("58.00", "50.00", "41.50"),
        extra_km="0.18",
        lead_hours=24,
    ),
    StarterClass(
        acriss="FKMD",
        drawing=Drawing.LARGE_VAN,
        names=("Grote bestelwagen", "Large van", "Großer Transporter", "Grand utilitaire"),
        descriptions=(
            "Stahoogte in de laadruimte, voor lange en hoge lading.",
            "Standing height in the load space, for long and tall goods.",
            "Stehhöhe im Laderaum, für lange und hohe Ladung.",
            "Hauteur debout dans la soute, pour charges longues et hautes.",
        ),
        examples="Mercedes-Benz Sprinter, VW Crafter",
        seats=3,
        doors=5,
        luggage=0,
        fuel=Fuel.DIESEL,
        payload_kg=1150,
        load_length_cm=420,
        load_height_cm=190,
        tow_bar=True,
        prices=("72.00", "62.50", "52.00"),
        extra_km="0.22",
        lead_hours=24,
    ),
)
