import logging

from tests.every_line import EveryLine, lines_that_quote

TYPED = "he told me about the quokka"


def test_a_line_that_quotes_a_message_is_found_whatever_its_blanks_and_capitals():
    assert lines_that_quote(["all is well", "failed on 'He told me  about\nthe quokka'"], [TYPED]) == [
        "failed on 'He told me  about\nthe quokka'"
    ]


def test_the_words_of_an_error_that_is_logged_are_part_of_its_line():
    every_line = EveryLine()
    logger = logging.Logger("quoting")
    logger.addHandler(every_line)
    try:
        raise ValueError(TYPED)
    except ValueError:
        logger.exception("a turn failed")
    every_line.typed.add(TYPED)
    assert len(every_line.quoted) == 1
