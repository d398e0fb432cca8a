"""The review site of the samples in a real browser: what a person would see, click and type.

Run by `make test-browser`, which installs Debian's Chromium; not part of `make test`. With KEHOACH_SCREENSHOTS=FOLDER
every test leaves a picture of what it saw, to be looked at.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from pipeline.corrections.file import read_corrections
from tests.browser.altered import DOUBTFUL, HOSTILE, alter
from tests.conftest import run_kehoach

SAMPLE = "12/KH-UBND"
SAMPLE_FILE = "12-KH-UBND-chuyen-doi-so-2025.pdf"
WIDE = (1600, 1000)
PHONE = (390, 844)


@dataclass(frozen=True)
class Site:
    folder: Path
    doc_id: str


@pytest.fixture(scope="module")
def site(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    dataset, doc_id = alter(bundled, folder, SAMPLE_FILE)
    result = run_kehoach("review", "--out", dataset, "--html", folder / "html")
    assert result.returncode == 0, result.stderr
    return Site(folder / "html", doc_id)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


@pytest.fixture
def browser(site: Site, downloads: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Chrome]:
    options = ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tmp_path / 'profile'}")  # with a storage of its own
    options.add_argument("--window-size={},{}".format(*WIDE))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    driver = Chrome(options, ChromeService("/usr/bin/chromedriver"))
    driver.get((site.folder / "index.html").as_uri())
    yield driver
    complaints = driver.get_log("browser")  # type: ignore[no-untyped-call]
    if "KEHOACH_SCREENSHOTS" in os.environ:
        driver.save_screenshot(str(Path(os.environ["KEHOACH_SCREENSHOTS"], f"{request.node.name}.png")))
    driver.quit()
    assert complaints == []


def open_sample(browser: Chrome) -> None:
    browser.find_element(By.PARTIAL_LINK_TEXT, SAMPLE).click()


def press(browser: Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def one(browser: Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def lit(browser: Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, "rect.lit")


def chosen(browser: Chrome) -> str:
    return str(one(browser, ".row.lit").get_attribute("id"))


def correct(browser: Chrome, cell: WebElement, value: str) -> None:
    ActionChains(browser).double_click(cell).perform()
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    ActionChains(browser).send_keys(value + Keys.ENTER).perform()


def downloaded(browser: Chrome, downloads: Path) -> Path:
    file = downloads / "corrections.csv"
    WebDriverWait(browser, 10).until(lambda _: file.exists() and file.stat().st_size > 0)
    return file


def is_inside(inner: WebElement, outer: WebElement) -> bool:
    a, b = inner.rect, outer.rect
    return bool(b["y"] <= a["y"] and a["y"] + a["height"] <= b["y"] + b["height"] + 1)


def test_the_list_names_every_document_with_its_counts_and_what_waits(browser: Chrome) -> None:
    rows = browser.find_elements(By.CSS_SELECTOR, "tbody tr")
    assert len(rows) == 5
    row = next(row for row in rows if SAMPLE in row.text)
    assert "2025" in row.text
    assert row.find_element(By.CSS_SELECTOR, ".wait").text == str(len(DOUBTFUL))


def test_the_list_is_searched_without_marks_filtered_and_sorted(browser: Chrome) -> None:
    def shown() -> list[str]:
        rows = browser.find_elements(By.CSS_SELECTOR, "tbody tr")
        return [row.find_element(By.TAG_NAME, "a").text for row in rows if row.is_displayed()]

    one(browser, "#find").send_keys("chuyen doi so")
    assert shown() == [SAMPLE]
    one(browser, "#find").clear()
    one(browser, "#find").send_keys("x" + Keys.BACKSPACE)
    assert len(shown()) == 5
    one(browser, "th:last-child button").click()
    assert shown()[0] == SAMPLE
    one(browser, "#only-waiting").click()
    assert shown() == [SAMPLE]


def test_a_row_lights_its_cells_and_a_cell_its_row(browser: Chrome) -> None:
    open_sample(browser)
    row = one(browser, "tr.row:has(td.deadline_text)")
    row.find_element(By.CSS_SELECTOR, "td.task").click()
    cells = lit(browser)
    assert cells
    assert {cell.get_attribute("data-row") for cell in cells} == {row.get_attribute("id")}
    other = browser.find_elements(By.CSS_SELECTOR, "rect[data-row='t0008']")[0]
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", other)
    assert chosen(browser) == "t0008"
    assert is_inside(one(browser, "tr.row.lit"), one(browser, "#tables"))


def test_the_fields_of_the_header_have_their_places_too(browser: Chrome) -> None:
    open_sample(browser)
    one(browser, "#doc td.number").click()
    (focused,) = browser.find_elements(By.CSS_SELECTOR, "rect.focus")
    assert focused.get_attribute("data-cell") == "doc.number"
    assert one(browser, "#cell-value").get_property("value") == SAMPLE


def test_pictures_are_loaded_when_seen_and_boxes_lie_on_them(browser: Chrome) -> None:
    open_sample(browser)
    picture = one(browser, "figure img")
    assert picture.get_attribute("loading") == "lazy"
    WebDriverWait(browser, 10).until(lambda _: int(str(picture.get_property("naturalWidth"))) > 1000)
    figure = one(browser, "figure")
    box = one(browser, "figure rect").rect
    assert figure.rect["x"] <= box["x"] <= box["x"] + box["width"] <= figure.rect["x"] + figure.rect["width"]


def test_keys_go_from_one_doubtful_row_to_the_next_and_back(browser: Chrome) -> None:
    open_sample(browser)
    press(browser, "n", "n")
    assert chosen(browser) == DOUBTFUL[1]
    assert is_inside(one(browser, "tr.row.lit"), one(browser, "#tables"))
    assert is_inside(one(browser, "rect.focus"), one(browser, "#sheets"))
    press(browser, "p")
    assert chosen(browser) == DOUBTFUL[0]
    press(browser, Keys.ARROW_DOWN)
    assert chosen(browser) == "t0005"


def test_only_rows_to_review_are_left_by_the_filter(browser: Chrome) -> None:
    open_sample(browser)
    one(browser, "#only-review").click()
    shown = [row.get_attribute("id") for row in browser.find_elements(By.CSS_SELECTOR, "tr.row") if row.is_displayed()]
    assert shown == list(DOUBTFUL)
    one(browser, "#find").send_keys("khong co gi nhu the")
    assert one(browser, "#no-match").is_displayed()


def test_what_was_read_and_what_repair_made_of_it_stand_beside_each_other(browser: Chrome) -> None:
    open_sample(browser)
    press(browser, "n")
    assert one(browser, "td.focus").get_attribute("data-field") == "task"  # the least sure one
    assert one(browser, "#cell-raw del").text == "Kiên"
    assert one(browser, "#cell-repaired mark").text == "Kiện"
    assert one(browser, "tr.lit mark").text == "Kiện"
    assert "37 %" in one(browser, "#cell-sure .low").text
    assert one(browser, "#crop img").is_displayed()


def test_text_of_documents_is_shown_as_it_is_and_never_run(browser: Chrome) -> None:
    open_sample(browser)
    cell = one(browser, "#t0006 td.task")
    assert cell.text == HOSTILE
    cell.click()
    assert one(browser, "#cell-raw").text == HOSTILE
    assert browser.title != "run"


def test_corrections_are_downloaded(browser: Chrome, site: Site, downloads: Path) -> None:
    open_sample(browser)
    correct(browser, one(browser, "#t0004 td.task"), 'Sửa "lại"')
    assert one(browser, "#t0004 td.task").text == 'Sửa "lại"'
    one(browser, "#download").click()
    file = downloaded(browser, downloads)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert (line["row_id"], line["field"], line["value"]) == (f"{site.doc_id}-t0004", "task", 'Sửa "lại"')
    assert line["number"].startswith(SAMPLE)
    (correction,) = read_corrections(file).corrections
    assert (correction.row_id, correction.value) == (f"{site.doc_id}-t0004", 'Sửa "lại"')


def test_a_row_that_is_right_is_said_to_be_by_a_key(browser: Chrome, site: Site, downloads: Path) -> None:
    open_sample(browser)
    press(browser, "n", "d")
    assert chosen(browser) == DOUBTFUL[1]
    assert one(browser, "#left").text.startswith(f"{len(DOUBTFUL) - 1} ")
    one(browser, "#download").click()
    (correction,) = read_corrections(downloaded(browser, downloads)).corrections
    assert (correction.row_id, correction.field) == (f"{site.doc_id}-{DOUBTFUL[0]}", "needs_review")
    assert correction.value == "false"


def test_corrections_outlast_the_visit_and_are_gathered_from_the_list(browser: Chrome, downloads: Path) -> None:
    open_sample(browser)
    correct(browser, one(browser, "#t0005 td.lead"), "Công an xã")
    correct(browser, one(browser, "#t0004 td.lead"), "Trạm Y tế")
    one(browser, "#undo").click()
    one(browser, ".back").click()
    one(browser, "#download-all").click()
    (correction,) = read_corrections(downloaded(browser, downloads)).corrections
    assert (correction.field, correction.value) == ("lead", "Công an xã")
    open_sample(browser)
    assert "corrected" in str(one(browser, "#t0005 td.lead").get_attribute("class"))
    assert one(browser, "#n-corrections").text == "1"


def test_escape_leaves_a_cell_as_it_was(browser: Chrome) -> None:
    open_sample(browser)
    cell = one(browser, "#t0005 td.lead")
    before = cell.text
    ActionChains(browser).double_click(cell).send_keys("không giữ" + Keys.ESCAPE).perform()
    assert cell.text == before
    assert one(browser, "#cell-value").get_property("value") == before
    assert not one(browser, "#download").is_enabled()


def test_pages_are_turned_and_enlarged(browser: Chrome) -> None:
    open_sample(browser)
    one(browser, "#next-page").click()
    assert is_inside(one(browser, "#page-2 svg rect"), one(browser, "#sheets"))
    width = one(browser, "#page-2").rect["width"]
    press(browser, "+", "+")
    assert one(browser, "#page-2").rect["width"] == pytest.approx(1.5 * width, rel=0.05)


def test_the_site_speaks_english_where_it_is_asked_to(browser: Chrome) -> None:
    one(browser, "#language").click()
    open_sample(browser)
    assert "3 rows to review" in one(browser, "#left").text
    assert one(browser, "#find").get_attribute("placeholder") == "Find in the rows…"
    assert one(browser, "nav").text.startswith("Tasks")


def test_a_phone_shows_both_without_scrolling_sideways(browser: Chrome) -> None:
    sizes = {"width": PHONE[0], "height": PHONE[1], "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
    width = "return document.documentElement.scrollWidth"
    browser.get(browser.current_url)
    assert browser.execute_script(width) <= PHONE[0]
    open_sample(browser)
    assert browser.execute_script(width) <= PHONE[0]
    one(browser, "#t0004 td.task").click()
    assert one(browser, "#cell-value").is_displayed()
    assert is_inside(one(browser, "rect.focus"), one(browser, "#sheets"))


def test_words_stand_out_from_what_they_stand_on(browser: Chrome) -> None:
    """Contrast of 4.5 to 1 (WCAG 2.1 AA) for every text shown, in the list and in a document."""
    script = """
      const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
      const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const ground = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0.5) return c; } return [255, 255, 255]; };
      const poor = [];
      for (const e of document.body.querySelectorAll("*")) {
        if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || e.offsetParent === null || e.closest(":disabled")) continue;
        const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(e.outerHTML.slice(0, 90) + " " + ((a + 0.05) / (b + 0.05)).toFixed(2));
      }
      return poor;"""  # noqa: E501
    assert browser.execute_script(script) == []
    open_sample(browser)
    press(browser, "n")
    assert browser.execute_script(script) == []
