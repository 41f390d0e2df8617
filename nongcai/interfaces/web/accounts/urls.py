"""Addresses of signing in and out, activation, and accounts."""

from django.urls import path

from nongcai.interfaces.web.accounts import (
    batches,
    buyers,
    managing,
    passkeys,
    phones,
    posts,
    roles,
    security,
    stepping,
    views,
)

app_name = "accounts"

urlpatterns = [
    path("login/", views.session_open, name="session_open"),
    path("login/confirm/", security.session_confirm, name="session_confirm"),
    path("login/secure/", security.session_secure, name="session_secure"),
    path("login/confirm/passkey/", passkeys.passkey_confirm, name="passkey_confirm"),
    path("login/passkey/", passkeys.session_passkey, name="session_passkey"),
    path("security/passkeys/", passkeys.passkey_enter, name="passkey_enter"),
    path("security/passkeys/remove/", passkeys.passkey_remove, name="passkey_remove"),
    path("login/phone/", phones.phone_enter, name="phone_enter"),
    path("login/phone/code/", phones.phone_confirm, name="phone_confirm"),
    path("login/phone/account/", phones.phone_choose, name="phone_choose"),
    path("security/", security.security_show, name="security_show"),
    path("security/password/", security.password_change, name="password_change"),
    path("security/factor/", security.factor_enter, name="factor_enter"),
    path("security/factor/remove/", security.factor_remove, name="factor_remove"),
    path("security/codes/", security.codes_renew, name="codes_renew"),
    path("logout/", views.session_close, name="session_close"),
    path("memberships/", views.membership_choose, name="membership_choose"),
    path("activate/", views.account_activate, name="account_activate"),
    path("activate/<str:code>/", views.account_activate, name="account_activate"),
    path("accounts/", managing.account_list, name="account_list"),
    path("accounts/open/", managing.account_open, name="account_open"),
    path("accounts/batch/", batches.batch_new, name="batch_new"),
    path("accounts/batch/template/", batches.batch_template, name="batch_template"),
    path("accounts/batch/<uuid:document_id>/", batches.batch_show, name="batch_show"),
    path("accounts/batch/<uuid:document_id>/open/", batches.batch_open, name="batch_open"),
    path("accounts/batch/<uuid:document_id>/rejects/", batches.batch_rejects, name="batch_rejects"),
    path("accounts/roles/", roles.role_list, name="role_list"),
    path("accounts/steps/", stepping.step_list, name="step_list"),
    path("accounts/buyers/", buyers.buyer_list, name="buyer_list"),
    path("accounts/buyers/open/", buyers.buyer_open, name="buyer_open"),
    path("accounts/posts/<int:membership_id>/term/", buyers.buyer_term, name="buyer_term"),
    path("accounts/posts/<int:membership_id>/hand-over/", posts.post_hand_over, name="post_hand_over"),
    path("accounts/posts/<int:membership_id>/depute/", posts.post_depute, name="post_depute"),
    path("accounts/<int:user_id>/", managing.account_show, name="account_show"),
    path("accounts/<int:user_id>/renew/", managing.account_renew, name="account_renew"),
    path("accounts/<int:user_id>/unlock/", managing.account_unlock, name="account_unlock"),
    path("accounts/<int:user_id>/factors/", managing.factors_reset, name="factors_reset"),
    path("accounts/<int:user_id>/close/", managing.account_close, name="account_close"),
]
