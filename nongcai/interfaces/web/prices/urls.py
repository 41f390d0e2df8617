"""Addresses of prices."""

from django.urls import path

from nongcai.interfaces.web.prices import alarms, batches, references, rules

app_name = "prices"

_ALARM = "prices/alarms/<int:alarm_id>/"
_BATCH = "prices/references/lists/<uuid:document_id>/"

urlpatterns = [
    path("prices/alarms/", alarms.alarm_list, name="alarm_list"),
    path(_ALARM, alarms.alarm_show, name="alarm_show"),
    path(f"{_ALARM}reply/", alarms.alarm_reply, name="alarm_reply"),
    path(f"{_ALARM}decide/", alarms.alarm_decide, name="alarm_decide"),
    path("prices/replies/<int:step_id>/<uuid:document_id>/", alarms.reply_file, name="reply_file"),
    path("prices/offers/<int:offer_id>/elsewhere/", alarms.elsewhere_prove, name="elsewhere_prove"),
    path("prices/elsewhere/<int:elsewhere_id>/", alarms.elsewhere_file, name="elsewhere_file"),
    path("prices/rules/", rules.rule_list, name="rule_list"),
    path("prices/rules/new/", rules.rule_new, name="rule_new"),
    path("prices/rules/<int:rule_id>/end/", rules.rule_end, name="rule_end"),
    path("prices/references/", references.reference_list, name="reference_list"),
    path("prices/references/new/", references.reference_new, name="reference_new"),
    path("prices/references/<int:reference_id>/strike/", references.reference_strike, name="reference_strike"),
    path("prices/references/names/", references.name_list, name="name_list"),
    path("prices/references/names/<int:market_name_id>/forget/", references.name_forget, name="name_forget"),
    path("prices/references/lists/", batches.batch_new, name="batch_new"),
    path("prices/references/lists/template/", batches.batch_template, name="batch_template"),
    path(_BATCH, batches.batch_show, name="batch_show"),
    path(f"{_BATCH}names/", batches.batch_name, name="batch_name"),
    path(f"{_BATCH}load/", batches.batch_load, name="batch_load"),
    path(f"{_BATCH}rejects/", batches.batch_rejects, name="batch_rejects"),
]
