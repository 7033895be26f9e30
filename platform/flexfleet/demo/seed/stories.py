"""What happened to each of the demo's requests, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.domain.addresses import Address
from reservations.life_cycle import State

SANNE = "sanne.dewit@europcar.example"
YOUSSEF = "youssef.amrani@europcar.example"

# No Dutch postcode ends in SA.
BUILDING_SITE = Address(
    name="Chantal Hoekstra",
    street="Kanaaldijk 14",
    postcode="3542 SA",
    city="Utrecht",
    phone="+31 6 000 123 14",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One request: made `hours_ago`, for a pick-up `days_ahead` of today, `days` long, that ends in `state`.

    `employee` and `driver` are numbers in the customer's list of employees; without driver the employee drives.
    `cart_stopped` is why the cart did not leave; `order_number` comes before the request is confirmed. `extras` are
    codes and how many; `delivery` is instead of the pick-up at the station.
    """

    employee: int
    class_code: str
    station: str
    hours_ago: int
    days_ahead: int
    days: int
    state: State
    return_station: str = ""
    driver: int | None = None
    wish: str = ""
    note: str = ""
    operator: str = SANNE
    plate: str = ""
    plan_note: str = ""
    reason: str = ""
    order_number: str = ""
    cart_stopped: str = ""
    return_missing: bool = False
    extras: tuple[tuple[str, int], ...] = ()
    delivery: Address | None = None


ACME = (
    Story(0, "CDMR", "AMS", 1, 2, 3, State.TRANSFERRED),
    Story(1, "IKMD", "RTM", 2, 3, 1, State.TRANSFERRED, note="Graag met imperiaal, we vervoeren leidingen."),
    Story(2, "EDMR", "UTC", 3, 6, 2, State.REGISTERED, return_missing=True),
    Story(
        3,
        "CDMR",
        "AMS",
        4,
        5,
        3,
        State.REGISTERED,
        cart_stopped="regel 1, NEW_ITEM-CUST_FIELD1: De waarde is langer dan de 10 tekens van het veld.",
    ),
    Story(3, "FVMD", "EIN", 3, 4, 2, State.IN_PROGRESS, note="Ploeg van acht, ophalen om 9 uur precies."),
    Story(
        0,
        "IWAR",
        "AMS",
        5,
        2,
        5,
        State.PLANNED,
        return_station="RTM",
        plate="R-318-KX",
        extras=(("SEAT-CHILD", 2), ("KM500", 1)),
    ),
    Story(
        1,
        "CDAE",
        "UTC",
        26,
        3,
        2,
        State.CONFIRMED,
        driver=3,
        plate="S-502-LB",
        plan_note="Laadpas meegeven.",
        delivery=BUILDING_SITE,
    ),
    Story(2, "FKMD", "ZWO", 47, 5, 4, State.CONFIRMED, plate="VXB-91-P", wish="liefst met laadklep"),
    Story(
        3,
        "IFAH",
        "DHG",
        70,
        2,
        30,
        State.REJECTED,
        reason="Voor een maand is er in Den Haag geen hybride SUV vrij. Een stationwagon kan wel.",
    ),
)

GLOBEX = (
    Story(
        0,
        "CDMR",
        "RTM",
        2,
        2,
        4,
        State.TRANSFERRED,
        note="Flight lands at 8:20, please keep the desk informed.",
    ),
    Story(1, "CKMD", "RTM", 3, 3, 2, State.IN_PROGRESS, operator=YOUSSEF),
    Story(2, "IWAR", "AMS", 4, 4, 7, State.PLANNED, driver=0, wish="automatic", plate="T-771-NG"),
    Story(
        0,
        "FVMD",
        "RTM",
        30,
        6,
        1,
        State.CONFIRMED,
        operator=YOUSSEF,
        plate="K-940-ZD",
        order_number="PO-2026-08841",
    ),
    Story(
        1,
        "CDAE",
        "EIN",
        52,
        2,
        2,
        State.REJECTED,
        operator=YOUSSEF,
        reason="All electric cars in Eindhoven are out until Friday. A compact petrol car is available.",
    ),
)

STORIES = {"acme": ACME, "globex": GLOBEX}
