"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.posts import IMPOSSIBLE_FROM
from bot.language.digits import localise
from bot.language.numbers import read_number

READ = {
    "۱.۲۰۰": 1200,
    "۱،۲۰۰": 1200,
    "۱٬۲۰۰": 1200,
    "1'200": 1200,
    "٢٬٣٤٠": 2340,
    "۱٬۲۰۰٬۰۰۰": 1_200_000,
    "1۲٣4": 1234,
    "0012": 12,
    "۱۲ هزار و ۴۰۰": 12_400,
    "۲ میلیون و ۳۰۰ هزار و ۵": 2_300_005,
    "0": 0,
}
ROUNDED = {
    "۱٫۲ کا": 1200,
    "1.2k": 1200,
    "۳/۶k": 3600,
    "۹ونیم هزار": 9500,
    "۹ و نیم هزار": 9500,
    "۲ میل": 2_000_000,
    "31k": 31_000,
    "پونصد": 500,
    "دوهزار": 2000,
    "ألفين": 2000,
    "١٥ ألف": 15_000,
    "دو هزار و پونصد": 2500,
    "هزارودویست": 1200,
    "هزار": 1000,
    "بیست و پنج": 25,
    "صد و بیست": 120,
    "دوازده هزار و چهارصد و پنجاه": 12_450,
    "یک میلیون و نیم": 1_500_000,
    "نص مليون": 500_000,
    "ثلاثة آلاف وخمسمية": 3500,
    "خمسة وعشرين": 25,
    "مية وعشرين": 120,
    "ألف ومئتين": 1200,
    "ثلاث مئة": 300,
    "ميت ألف": 100_000,
    "two thousand five hundred": 2500,
    "five hundred": 500,
    "1.5m": 1_500_000,
    "3 million": 3_000_000,
    "12,5k": 12_500,
    "هزار و پونصد": 1500,
    "۱۲ هزار و چهارصد": 12_400,
    "دو میلیون و پونصد هزار": 2_500_000,
    "دو و نیم میلیون": 2_500_000,
    "یه میلیون و نیم": 1_500_000,
    "مليون ونص": 1_500_000,
    "مليون وربع": 1_250_000,
    "مليونين ونص": 2_500_000,
    "ألفين ونص": 2500,
    "ألفين ومئتين": 2200,
    "ربع مليون": 250_000,
    "مليون ومئتين ألف": 1_200_000,
    "2 and a half million": 2_500_000,
    "two and a half million": 2_500_000,
    "one million and a half": 1_500_000,
    "2 million 500 thousand": 2_500_000,
    "half a million": 500_000,
}
ASKED = {
    "۱/۲k": (500, 1200),
    "۳/۴k": (750, 3400),
    "۱/۴ هزار": (250, 1400),
    "1.200k": (1200, 1_200_000),
    "12,45": (1245,),
    "۴.۸کی": (4800,),
    "۵کی": (5, 5000),
    "دو میلیون و پونصد": (2_000_500, 2_500_000),
    "۲ میلیون و ۵۰۰": (2_000_500, 2_500_000),
    "۲ میلیون و دویست و پنجاه": (2_000_250, 2_250_000),
    "یه میلیون و دویست": (1_000_200, 1_200_000),
    "یه میلیون و پنجاه": (1_000_050, 1_050_000),
    "یک میلیارد و دویست": (1_000_000_200, 1_200_000_000),
    "مليون وخمسمية": (1_000_500, 1_500_000),
    "مليونين وخمسمية": (2_000_500, 2_500_000),
    "two million five hundred": (2_000_500, 2_500_000),
}
REFUSED = {
    "9" * 10_000: "reject-huge",
    "1000000000000": "reject-huge",
    "9999999 میلیون": "reject-huge",
    "12.5": "reject-fraction",
    "۱۲ونیم": "reject-fraction",
    "0.5": "reject-fraction",
}


@pytest.mark.parametrize(("typed", "value"), READ.items())
def test_an_exact_number_is_read(typed: str, value: int) -> None:
    number = read_number(typed)
    assert number is not None
    assert (number.value, number.rounded) == (value, False)


@pytest.mark.parametrize(("typed", "value"), ROUNDED.items())
def test_a_number_in_round_words_is_marked_rounded(typed: str, value: int) -> None:
    number = read_number(typed)
    assert number is not None
    assert (number.value, number.rounded) == (value, True)


@pytest.mark.parametrize(("typed", "options"), ASKED.items())
def test_a_number_with_two_readings_has_no_value(typed: str, options: tuple[int, ...]) -> None:
    number = read_number(typed)
    assert number is not None
    assert (number.value, number.options) == (None, options)


@pytest.mark.parametrize(("typed", "problem"), REFUSED.items())
def test_a_number_that_cannot_be_says_why(typed: str, problem: str) -> None:
    number = read_number(typed)
    assert number is not None
    assert (number.value, number.problem) == (None, problem)


@pytest.mark.parametrize("typed", ["", "لایک", "۱۲ لایک", "-5", "؟", "1200 1300"])
def test_other_text_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@given(
    st.integers(0, IMPOSSIBLE_FROM - 1),
    st.sampled_from(["", "٬", ",", "،", ".", "'"]),
    st.sampled_from(["fa", "ar", "en"]),
)
def test_a_formatted_count_comes_back_the_same(value: int, separator: str, digits: str) -> None:
    typed = localise(f"{value:,}".replace(",", separator), digits)  # type: ignore[arg-type]
    number = read_number(typed)
    assert number is not None
    assert (number.value, number.rounded) == (value, False)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["هزار", "ألف", "k", "K", "thousand"]))
def test_thousands_and_a_rest_add_up(thousands: int, rest: int, word: str) -> None:
    whole = read_number(f"{thousands} {word}")
    assert whole is not None
    assert (whole.value, whole.rounded) == (thousands * 1000, True)
    with_rest = read_number(f"{localise(str(thousands), 'fa')} {word} و {localise(str(rest), 'ar')}")
    assert with_rest is not None
    assert (with_rest.value, with_rest.rounded) == (thousands * 1000 + rest, False)
