"""Digits of three kinds."""

from bot.language.digits import localise


def test_digits_change_and_separators_stay() -> None:
    assert localise("1٬200 لایک در 2026", "fa") == "۱٬۲۰۰ لایک در ۲۰۲۶"
    assert localise("۱٬۲۰۰", "ar") == "١٬٢٠٠"
    assert localise("۱٬۲۰۰ ٣٤", "en") == "1٬200 34"
