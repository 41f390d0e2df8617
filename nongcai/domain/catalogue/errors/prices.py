"""Refusals about price evidence, alarms, synonyms and lists of counties."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class AlarmStepError(ConflictError):
    """The table of steps does not have it from here."""

    code = "price_alarm_step_not_permitted"
    message = N_("价格提醒处于“{state}”状态，不能{action}，请刷新页面核对后再办理。")


class AlarmWordsError(InvalidError):
    """A reply or decision without words."""

    code = "price_alarm_words_missing"
    message = N_("请写明{what}。")


class AlarmWaitsError(ConflictError):
    """The supplier may still reply."""

    code = "price_alarm_waits_for_reply"
    message = N_("供应商在{day}以前可以说明，期满以后或者说明以后才能暂停展示。")


class TooManyFilesError(InvalidError):
    """More files than somebody reads."""

    code = "too_many_evidence_files"
    message = N_("每次最多上传{limit}个文件，请合并后再上传。")


class RuleCategoryError(InvalidError):
    """A rule for a category that is not there."""

    code = "price_rule_category_missing"
    message = N_("没有这个商品分类，请重新选择。")


class RuleEndedError(ConflictError):
    """A rule that has ended."""

    code = "price_rule_ended"
    message = N_("该规则已于{day}截止，不能再办理。")


class ReferenceStruckError(ConflictError):
    """A reference price that was struck out."""

    code = "reference_price_struck"
    message = N_("该参考价已作废，不能再办理。")


class DayAheadError(InvalidError):
    """A day that has not come."""

    code = "price_day_ahead"
    message = N_("日期不能晚于今天，请核对。")


class OtherMeasureError(InvalidError):
    """A price by another measure than the offer's."""

    code = "price_by_other_measure"
    message = N_("本商品按{measured}折算，请填写同类单位的数量。")


class SynonymWordsError(InvalidError):
    """Too few words, too many, or one that is too long."""

    code = "bad_synonym_words"
    message = N_("请填写2至12个意思相同的词，每个不超过40字，用顿号或空格分开。")


class ListingsMissingError(InvalidError):
    """No county for a list."""

    code = "listed_counties_missing"
    message = N_("没有可以列入名单的县，请核对表中的县名或者区划代码。")


class UnitWordError(InvalidError):
    """A price for nobody knows how much."""

    code = "unknown_price_unit"
    message = N_("单位“{words}”不认识，请写为元/千克、元/斤、元/升或元/个。")
