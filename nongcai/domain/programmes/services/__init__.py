"""Acts on programmes and rules."""

from nongcai.domain.programmes.services.granting import (
    ToldExemption,
    approve_exemption,
    end_exemption,
    end_extension,
    enter_days_off,
    extend,
)
from nongcai.domain.programmes.services.handing import ToldTargets, hand_down, hand_down_by_code
from nongcai.domain.programmes.services.programming import (
    ToldProgramme,
    copy_to_next_year,
    publish_programme,
    write_programme,
)
from nongcai.domain.programmes.services.ruling import (
    ToldRule,
    discard_rule,
    end_rule,
    publish_rule,
    publish_rules,
    write_rule,
)

__all__ = [
    "ToldExemption",
    "ToldProgramme",
    "ToldRule",
    "ToldTargets",
    "approve_exemption",
    "copy_to_next_year",
    "discard_rule",
    "end_exemption",
    "end_extension",
    "end_rule",
    "enter_days_off",
    "extend",
    "hand_down",
    "hand_down_by_code",
    "publish_programme",
    "publish_rule",
    "publish_rules",
    "write_programme",
    "write_rule",
]
