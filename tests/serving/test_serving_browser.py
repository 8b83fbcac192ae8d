"""The pages in a real browser: the main paths, both languages, a phone, and no barrier to anyone (axe)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving.conftest import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="NO BROWSER: the pages were not tested; install Debian's `chromium` (.ci/run does)"
)
PAGES = [
    "", "?q=nuoc+sach", "timeline", "timeline?indicator=h%E1%BB%99+d%C3%A2n", "documents", "reviews", "login",
    "check?claim=Năm+2023,+Sóc+Trăng+có+41.215+hộ+dân+dùng+nước+sạch", "values?facet=place", "document?doc=nuoc-1",
    "fact?fact=khong-co",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def faults(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


def log_in(page: Page, served: Served, name: str) -> None:
    page.goto(served.login)
    page.get_by_label("Tên của bạn").fill(name)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(served.address)


def test_a_reader_finds_a_fact_in_its_text_with_what_others_say(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("searchbox").fill("nuoc sach")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="41.215").first.click()
    assert page.locator("mark.focus").inner_text() == "41.215"
    others = page.locator("section", has=page.locator("#others"))
    assert "Trùng khớp: 1" in others.inner_text()
    assert "39.800" in others.inner_text()
    assert ":~:text=" in (page.get_by_role("link", name="Mở nguồn tại chỗ này").get_attribute("href") or "")
    assert faults(page) == []


@pytest.mark.parametrize(("language", "scheme"), [("vi", "light"), ("en", "dark")])
def test_no_page_has_a_barrier_or_is_wider_than_a_phone(
    browser: Browser, served: Served, language: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{served.address}?lang={language}")
        for path in PAGES:
            page.goto(served.address + path)
            assert page.locator("html").get_attribute("lang") == language, path
            assert faults(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_facets_narrow_down_and_open_up_again_by_keyboard(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("link", name="Báo Đồng Lúa").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**publisher=**")
    assert "Báo Sông Bưởi" not in page.locator(".results").inner_text()
    page.locator(".chosen a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(served.address)


def test_a_review_is_signed_kept_and_shown(page: Page, served: Served) -> None:
    log_in(page, served, "Lan Anh")
    page.goto(f"{served.address}?q=39.800")
    page.locator("article h3 a").first.click()
    page.get_by_label("Sửa", exact=True).check()
    page.get_by_label("Lý do").fill("Báo đã đính chính.")
    page.get_by_text("Giá trị đã sửa").click()
    page.locator("#c-value").fill("chín")
    page.get_by_role("button", name="Ghi thẩm định").click()
    assert "giá trị" in page.get_by_role("alert").inner_text()
    assert faults(page) == []
    page.locator("#c-value").fill("39810")
    page.get_by_role("button", name="Ghi thẩm định").click()
    kept = page.locator(".review").inner_text()
    assert "Lan Anh" in kept
    assert "39810" in kept
    assert "Báo đã đính chính." in kept


def test_a_claim_is_checked_with_its_evidence(page: Page, served: Served) -> None:
    page.goto(f"{served.address}check")
    page.get_by_label("Nhận định").fill("Năm 2023, Sóc Trăng có 41.215 hộ dân dùng nước sạch")
    page.get_by_role("main").get_by_role("button").click()
    answer = page.locator(".answer").first
    assert "được xác nhận" in answer.inner_text()
    assert answer.locator(".evidence.supported .verdict").count() == 0  # said once, at its head
    assert "Báo Sông Bưởi" in answer.inner_text()


def test_scripts_of_sources_are_words(browser: Browser, served: Served) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        for path in ("?q=giếng", "documents", "timeline", "values?facet=publisher"):
            page.goto(served.address + path)
        page.goto(f"{served.address}documents")
        page.locator("a", has_text="<script>").first.click()
        page.locator("a.figure").first.click()
        assert page.locator("mark.focus").inner_text() == "77"
        assert "owned" not in page.title().partition("·")[0] or "<script>" in page.title()
        assert page.locator("main script, main img").count() == 0
        assert said == []
        assert all(url.startswith(served.address) for url in asked)
