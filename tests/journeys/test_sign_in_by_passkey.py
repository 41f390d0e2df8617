"""A reviewer adds a passkey and signs in with it; the device is the browser's virtual one."""

from __future__ import annotations

from tests.journeys.conftest import PASSWORD
from tests.journeys.site import Site


def with_device(page):
    """Plug a device in that checks its holder."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_sign_in_by_passkey(sign_in, demo):
    # A passkey is bound to a name; an address of numbers has none.
    site = Site(demo.url.replace("127.0.0.1", "localhost"), demo.surroundings)
    page = sign_in(site, "quxian")
    with_device(page)

    page.goto("/security/")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_label("名称").fill("办公电脑")
    page.get_by_label("当前密码").fill(PASSWORD)
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_role("heading", name="10个恢复码").wait_for()
    page.get_by_role("link", name="已保存，继续").click()
    page.get_by_text("办公电脑").first.wait_for()

    sign_out(page)
    page.get_by_role("link", name="用通行密钥登录").click()
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)

    sign_out(page)
    page.get_by_label("登录名").fill("quxian")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/login/confirm/")
    page.get_by_role("button", name="用通行密钥确认").click()
    page.wait_for_url(lambda url: "/login/" not in url)

    page.goto("/security/")
    page.get_by_label("通行密钥").select_option(label="办公电脑")
    form = page.locator("form", has=page.get_by_role("button", name="移除通行密钥"))
    form.get_by_label("当前密码").fill(PASSWORD)
    form.get_by_role("button").click()
    page.get_by_text("通行密钥已移除").wait_for()


def sign_out(page):
    """Leave by the menu."""
    page.goto("/memberships/")
    page.locator("header summary").last.click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/login/")
