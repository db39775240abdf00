"""Exact tests: how likely it is that chance alone does what was seen, or more. All return a p-value from 0 to 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import comb


def at_least(count: int, chances: Sequence[float]) -> float:
    """That `count` or more of independent events happen, each with its own chance (Poisson's binomial)."""
    exactly = [1.0]
    for chance in chances:
        gained = [0.0, *(one * chance for one in exactly)]
        kept = [*(one * (1 - chance) for one in exactly), 0.0]
        exactly = [one + other for one, other in zip(kept, gained, strict=True)]
    return min(1.0, sum(exactly[max(count, 0) :]))


def split_unevenly(one: int, other: int) -> float:
    """That as many fall on one of two sides alike, or more unevenly (sign test, two-sided)."""
    total, most = one + other, max(one, other)
    ways = sum(comb(total, count) for count in range(most, total + 1))
    return min(1.0, 2 * ways / (1 << total))


def marked_among(marked: int, drawn_in_all: int, marked_in_all: int, total: int) -> float:
    """That `marked` or more are among those drawn, without replacement (hypergeometric)."""
    most = min(drawn_in_all, marked_in_all)
    ways = sum(
        comb(marked_in_all, count) * comb(total - marked_in_all, drawn_in_all - count)
        for count in range(marked, most + 1)
    )
    return ways / comb(total, drawn_in_all)


def shifted(before: Sequence[Fraction], after: Sequence[Fraction]) -> float:
    """That two groups from the same values lie as far apart, or further (rank sum, two-sided, exact with ties)."""
    ranks = doubled_ranks([*before, *after])
    rank_sum, middle = sum(ranks[: len(before)]), len(before) * (len(ranks) + 1)
    groups = comb(len(ranks), len(before))
    # groups_of[n] is a polynomial in one long number: at x**s, a slot of `bits` wide, the groups of n with rank sum s.
    bits = groups.bit_length()
    groups_of = [1] + [0] * len(before)
    for rank in ranks:
        for size in range(len(before), 0, -1):
            groups_of[size] += groups_of[size - 1] << (bits * rank)
    slots = ((found, groups_of[-1] >> (bits * found) & ((1 << bits) - 1)) for found in range(sum(ranks) + 1))
    return sum(ways for found, ways in slots if abs(found - middle) >= abs(rank_sum - middle)) / groups


def doubled_ranks(values: Sequence[Fraction]) -> list[int]:
    """Twice the rank of each value, from 2; equal values share the middle of theirs."""
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered)))}
    alike = Counter(ordered)
    return [2 * first[value] + alike[value] + 1 for value in values]
