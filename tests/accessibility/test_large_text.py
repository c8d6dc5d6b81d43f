"""Every screen at 200 % text."""

import pytest
from screens import SCREENS
from staging import staged


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return staged(tmp_path_factory.mktemp("large"), 2.0)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_clipped_at_200_percent(large, screen):
    assert large[screen]["clipped"] == []
