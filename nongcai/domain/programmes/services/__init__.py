"""Acts on programmes and rules."""

from nongcai.domain.programmes.services.counting import (
    ToldCountingRule,
    discard_counting_rule,
    end_counting_rule,
    publish_counting_rule,
    write_counting_rule,
)
from nongcai.domain.programmes.services.granting import (
    ToldExemption,
    approve_exemption,
    end_exemption,
    end_extension,
    enter_days_off,
    extend,
)
from nongcai.domain.programmes.services.handing import ToldTargets, hand_down, hand_down_by_code
from nongcai.domain.programmes.services.paying import (
    ToldPaymentRule,
    discard_payment_rule,
    end_payment_rule,
    publish_payment_rule,
    write_payment_rule,
)
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
    "ToldCountingRule",
    "ToldExemption",
    "ToldPaymentRule",
    "ToldProgramme",
    "ToldRule",
    "ToldTargets",
    "approve_exemption",
    "copy_to_next_year",
    "discard_counting_rule",
    "discard_payment_rule",
    "discard_rule",
    "end_counting_rule",
    "end_exemption",
    "end_extension",
    "end_payment_rule",
    "end_rule",
    "enter_days_off",
    "extend",
    "hand_down",
    "hand_down_by_code",
    "publish_counting_rule",
    "publish_payment_rule",
    "publish_programme",
    "publish_rule",
    "publish_rules",
    "write_counting_rule",
    "write_payment_rule",
    "write_programme",
    "write_rule",
]
