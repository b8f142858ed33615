"""Numbers in English words: a language small enough to know all of it."""

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = (*_SMALL, *_TENS, "hundred", "thousand")


def number_in_words(number: int) -> list[str]:
    """Return a whole number from 0 to 999 999 in English words.

    Examples
    --------
    >>> number_in_words(70_415)
    ['seventy', 'thousand', 'four', 'hundred', 'fifteen']
    """
    if not 0 <= number <= 999_999:
        raise ValueError(f"the number is {number}; it must be from 0 to 999 999.")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            return [*number_in_words(number // size), name, *(number_in_words(number % size) if number % size else [])]
    if number < 20:
        return [_SMALL[number]]
    return [_TENS[number // 10 - 2], *([_SMALL[number % 10]] if number % 10 else [])]
