"""Acts on programmes and rules."""

from nongcai.domain.programmes.services.granting import (
    ToldExemption,
    approve_exemption,
    end_exemption,
    end_extension,
    enter_days_off,
    extend,
)
from nongcai.domain.programmes.services.programming import (
    ToldProgramme,
    copy_to_next_year,
    publish_programme,
    write_programme,
)
from nongcai.domain.programmes.services.ruling import ToldRule, discard_rule, end_rule, publish_rule, write_rule

__all__ = [
    "ToldExemption",
    "ToldProgramme",
    "ToldRule",
    "approve_exemption",
    "copy_to_next_year",
    "discard_rule",
    "end_exemption",
    "end_extension",
    "end_rule",
    "enter_days_off",
    "extend",
    "publish_programme",
    "publish_rule",
    "write_programme",
    "write_rule",
]
