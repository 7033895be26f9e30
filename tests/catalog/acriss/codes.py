"""Every code there is, for property tests."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from catalog.acriss.code import Acriss
from catalog.acriss.letters import Category, FuelAir, Gearing, VehicleType

ALL = tuple(Acriss(*parts) for parts in product(Category, VehicleType, Gearing, FuelAir))
codes = st.builds(
    Acriss,
    category=st.sampled_from(Category),
    vehicle_type=st.sampled_from(VehicleType),
    gearing=st.sampled_from(Gearing),
    fuel_air=st.sampled_from(FuelAir),
)
