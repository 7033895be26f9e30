"""The Open Catalog Interface, as a library: strings in, frozen values out.

Nothing here knows Django, a database, a clock or a network. `parse_x` and `build_x` come in pairs, beside the
passage of the specification they obey: SAP's "Open Catalog Interface, Release 4.0" and 5.0. Where real
buyers' systems differ from it, the comment names the system.

    call          what a buyer's system sends: query and body to a `Call`
    signature     start links that prove where they come from, and end
    hook_url      where the buyer's browser goes back to, and which addresses are accepted
    cart          the lines that go back: `Cart` to NEW_ITEM-... and the other way round
    return_form   the HTML form that carries the cart to the hook
    linter        what is wrong with a form before it leaves: `ReturnForm` to findings
    rules         the rules by which it is found
    states        the life of one punch-out
    fields, names the fields of a line: lengths, conditions; their names in the form
    languages     the language that a call asks for
    numbers, text, charsets, limits, errors
"""
