"""Many processes give what one gives, in the order of the input."""

import operator
import os

import pytest

from thidua.errors import Refused
from thidua.workers import in_order


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs):
    numbers = range(100)
    assert list(in_order(operator.neg, iter(numbers), jobs=jobs, preload="operator")) == [-n for n in numbers]


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for number in range(10_000):
            taken.append(number)
            yield number

    results = in_order(operator.neg, items(), jobs=2, preload="operator")
    assert next(results) == 0
    results.close()
    assert len(taken) < 100


def test_an_exception_in_a_process_comes_out():
    with pytest.raises(TypeError):
        list(in_order(operator.neg, ["text"], jobs=2, preload="operator"))


def test_a_process_that_dies_is_one_clear_line():
    with pytest.raises(Refused, match="run again with --jobs 1"):
        list(in_order(os._exit, [9], jobs=2, preload="operator"))
