"""Which day of a campaign (百日攻坚) it is.

It stands apart from the record because the countdown stands on the cockpit, in the bulletin and on the wall
chart, and must say the same everywhere. Source: [004]: from 2023-01-03, 2023-01-29 is day 27, day 100 is 04-12.
"""

from __future__ import annotations

from datetime import date, timedelta

from inspector.domain.campaign import Campaign
from inspector.domain.errors import RuleError

LONGEST_CAMPAIGN = 3660
"""Ten years in days; a longer one is a slip of the keyboard."""


def last_day(campaign: Campaign) -> date:
    """The last day that still counts; the first day is day 1. RuleError for an impossible length."""
    most = min(LONGEST_CAMPAIGN, (date.max - campaign.first_day).days + 1)
    if not 1 <= campaign.length_days <= most:
        raise RuleError("domain.campaign_length", days=campaign.length_days, most=most)
    return campaign.first_day + timedelta(days=campaign.length_days - 1)


def day_number(campaign: Campaign, on: date) -> int | None:
    """The day of the campaign that `on` is, from 1; None before its first and after its last day."""
    if not campaign.first_day <= on <= last_day(campaign):
        return None
    return (on - campaign.first_day).days + 1


def days_left(campaign: Campaign, on: date) -> int:
    """How many days of the campaign come after `on`: its whole length before it begins, 0 at its end."""
    return min(campaign.length_days, max(0, (last_day(campaign) - on).days))
