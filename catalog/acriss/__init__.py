"""ACRISS (SIPP) codes, as a library: four letters in, frozen values and words out.

Nothing here knows Django, a database or the offering. A code is what a class is called in the trade: category,
type, transmission and drive, fuel and air conditioning. It says less than it seems to:

* Letters E and C of the fourth position changed their meaning in 2019, when they became words about electric
  range. A code does not tell its age, so nothing here reads a range from them, or air conditioning.
* Passenger vans (V) and commercial vans (K) are sized by tables of their own. Nothing here reads a van's size
  from its first letter, and no van is compared with a car.

So what a class can do stands in its own attributes, beside the code.

    code      four letters to an `Acriss`, and back
    letters   what each letter stands for
    order     the categories from small to large: "at most this category"
    describe  a code in Dutch, English, German or French, with a table in `words` for each
    drawing   which drawing resembles a code
    errors
"""
