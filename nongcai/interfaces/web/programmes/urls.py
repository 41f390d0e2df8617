"""Addresses of programmes, rules, what is granted, and days off."""

from django.urls import path

from nongcai.interfaces.web.programmes import calendar, granting, rehearsing, ruling, standing, targets, views

app_name = "programmes"

urlpatterns = [
    path("programmes/", views.programme_show, name="programme_show"),
    path("programmes/<int:year>/edit/", views.programme_edit, name="programme_edit"),
    path("programmes/<int:year>/publish/", views.programme_publish, name="programme_publish"),
    path("programmes/<int:year>/copy/", views.programme_copy, name="programme_copy"),
    path("programmes/<int:year>/rules/new/", ruling.rule_new, name="rule_new"),
    path("programmes/rules/<int:rule_id>/edit/", ruling.rule_edit, name="rule_edit"),
    path("programmes/rules/<int:rule_id>/publish/", ruling.rule_publish, name="rule_publish"),
    path("programmes/rules/<int:rule_id>/end/", ruling.rule_end, name="rule_end"),
    path("programmes/rules/<int:rule_id>/discard/", ruling.rule_discard, name="rule_discard"),
    path("programmes/<int:year>/counting/new/", standing.counting_new, name="counting_new"),
    path("programmes/counting/<int:rule_id>/edit/", standing.counting_edit, name="counting_edit"),
    path("programmes/counting/<int:rule_id>/publish/", standing.counting_publish, name="counting_publish"),
    path("programmes/counting/<int:rule_id>/end/", standing.counting_end, name="counting_end"),
    path("programmes/counting/<int:rule_id>/discard/", standing.counting_discard, name="counting_discard"),
    path("programmes/<int:year>/payment/new/", standing.payment_new, name="payment_new"),
    path("programmes/payment/<int:rule_id>/edit/", standing.payment_edit, name="payment_edit"),
    path("programmes/payment/<int:rule_id>/publish/", standing.payment_publish, name="payment_publish"),
    path("programmes/payment/<int:rule_id>/end/", standing.payment_end, name="payment_end"),
    path("programmes/payment/<int:rule_id>/discard/", standing.payment_discard, name="payment_discard"),
    path("programmes/<int:year>/rules/publish/", ruling.rule_publish_all, name="rule_publish_all"),
    path("programmes/<int:year>/rehearse/", rehearsing.rule_rehearse, name="rule_rehearse"),
    path("programmes/<int:year>/rehearse/export/", rehearsing.rule_export, name="rule_export"),
    path("programmes/grants/", granting.grant_list, name="grant_list"),
    path("programmes/exemptions/", granting.exemption_enter, name="exemption_enter"),
    path("programmes/exemptions/<int:exemption_id>/end/", granting.exemption_end, name="exemption_end"),
    path("programmes/<int:year>/extensions/", granting.extension_enter, name="extension_enter"),
    path("programmes/extensions/<int:extension_id>/end/", granting.extension_end, name="extension_end"),
    path("programmes/targets/", targets.target_list, name="target_list"),
    path("programmes/<int:year>/targets/", targets.target_enter, name="target_enter"),
    path("programmes/<int:year>/targets/lines/", targets.target_enter_many, name="target_enter_many"),
    path("programmes/days-off/", calendar.dayoff_list, name="dayoff_list"),
    path("programmes/<int:year>/days-off/", calendar.dayoff_enter, name="dayoff_enter"),
]
