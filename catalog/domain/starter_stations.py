"""The eight stations that a new customer starts with, as a table for an account manager to replace.

The streets are invented. No Dutch postcode ends in SA, SD or SS and no Dutch subscriber number starts with
a zero, so no letter and no call can reach anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from catalog.models import OpeningHours, Station

ON_WEEKDAYS = (time(7, 30), time(18, 0))
ON_SATURDAY = (time(8, 30), time(13, 0))
ON_SATURDAY_IN_LARGE_CITIES = (time(8, 30), time(16, 0))


@dataclass(frozen=True, slots=True)
class StarterStation:
    code: str
    name: str
    street: str
    postcode: str
    city: str
    phone: str
    saturday: tuple[time, time] = ON_SATURDAY

    def station(self, *, position: int) -> Station:
        return Station(
            code=self.code,
            name=self.name,
            street=self.street,
            postcode=self.postcode,
            city=self.city,
            phone=self.phone,
            position=position,
        )

    def opening_hours(self, station: Station) -> list[OpeningHours]:
        opens, closes = ON_WEEKDAYS
        week = [
            OpeningHours(station=station, weekday=weekday, opens=opens, closes=closes) for weekday in range(5)
        ]
        opens, closes = self.saturday
        return [*week, OpeningHours(station=station, weekday=5, opens=opens, closes=closes)]


STATIONS = (
    StarterStation(
        code="AMS",
        name="Amsterdam West",
        street="Seinmeesterlaan 12",
        postcode="1043 SA",
        city="Amsterdam",
        phone="+31 20 012 34 01",
        saturday=ON_SATURDAY_IN_LARGE_CITIES,
    ),
    StarterStation(
        code="RTM",
        name="Rotterdam Noord",
        street="Klipperwerfweg 48",
        postcode="3037 SD",
        city="Rotterdam",
        phone="+31 10 012 34 02",
        saturday=ON_SATURDAY_IN_LARGE_CITIES,
    ),
    StarterStation(
        code="DHG",
        name="Den Haag Centrum",
        street="Laan van de Griffiers 5",
        postcode="2511 SA",
        city="Den Haag",
        phone="+31 70 012 34 03",
        saturday=ON_SATURDAY_IN_LARGE_CITIES,
    ),
    StarterStation(
        code="UTC",
        name="Utrecht Lage Weide",
        street="Wisselspoorkade 21",
        postcode="3542 SD",
        city="Utrecht",
        phone="+31 30 012 34 04",
        saturday=ON_SATURDAY_IN_LARGE_CITIES,
    ),
    StarterStation(
        code="EIN",
        name="Eindhoven Noord",
        street="Gloeidraadstraat 9",
        postcode="5627 SA",
        city="Eindhoven",
        phone="+31 40 012 34 05",
    ),
    StarterStation(
        code="GRQ",
        name="Groningen Zuid",
        street="Turfschippersplein 3",
        postcode="9727 SD",
        city="Groningen",
        phone="+31 50 012 34 06",
    ),
    StarterStation(
        code="ZWO",
        name="Zwolle Voorst",
        street="Hanzekoopmanweg 30",
        postcode="8041 SA",
        city="Zwolle",
        phone="+31 38 012 34 07",
    ),
    StarterStation(
        code="MST",
        name="Maastricht Oost",
        street="Mergelbrekersstraat 17",
        postcode="6227 SD",
        city="Maastricht",
        phone="+31 43 012 34 08",
    ),
)
