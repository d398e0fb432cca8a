"""The review site of the samples in a real browser: what a person would click.

Run by `make test-browser`, which installs Debian's Chromium; not part of `make test`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from pipeline.corrections.file import read_corrections
from tests.conftest import run_kehoach

SAMPLE = "12/KH-UBND"


@pytest.fixture(scope="module")
def site(bundled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    result = run_kehoach("review", "--out", bundled, "--html", folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def browser(site: Path, downloads: Path) -> Iterator[Chrome]:
    options = ChromeOptions()
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(argument)
    options.add_argument("--window-size=1600,1000")
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    driver = Chrome(options, ChromeService("/usr/bin/chromedriver"))
    driver.get((site / "index.html").as_uri())
    yield driver
    driver.quit()


def open_sample(browser: Chrome) -> None:
    browser.find_element(By.PARTIAL_LINK_TEXT, SAMPLE).click()


def lit(browser: Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, "rect.lit")


def test_the_list_names_every_document_with_its_counts(browser: Chrome) -> None:
    rows = browser.find_elements(By.CSS_SELECTOR, "tbody tr")
    assert len(rows) == 5
    assert any(SAMPLE in row.text and "2025" in row.text for row in rows)


def test_a_row_lights_its_cells_and_a_cell_its_row(browser: Chrome) -> None:
    open_sample(browser)
    row = browser.find_element(By.CSS_SELECTOR, "tr.row:has(td.deadline_text)")
    row.find_element(By.CSS_SELECTOR, "td.task").click()
    cells = lit(browser)
    assert cells
    assert {cell.get_attribute("data-row") for cell in cells} == {row.get_attribute("id")}
    other = browser.find_elements(By.CSS_SELECTOR, "rect[data-row$='t0003']")[0]
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", other)
    chosen = browser.find_element(By.CSS_SELECTOR, "tr.row.lit")
    assert chosen.get_attribute("id") == other.get_attribute("data-row")


def test_pictures_are_loaded_when_seen_and_boxes_lie_on_them(browser: Chrome) -> None:
    open_sample(browser)
    picture = browser.find_element(By.CSS_SELECTOR, "figure img")
    assert picture.get_attribute("loading") == "lazy"
    WebDriverWait(browser, 10).until(lambda _: int(str(picture.get_property("naturalWidth"))) > 500)
    figure = browser.find_element(By.CSS_SELECTOR, "figure")
    box = browser.find_element(By.CSS_SELECTOR, "figure rect").rect
    assert figure.rect["x"] <= box["x"] <= box["x"] + box["width"] <= figure.rect["x"] + figure.rect["width"]


def test_keys_go_from_one_doubtful_row_to_the_next(browser: Chrome) -> None:
    waiting = [row for row in browser.find_elements(By.CSS_SELECTOR, "tbody tr") if row.find_elements(By.CSS_SELECTOR, ".wait") and row.find_element(By.CSS_SELECTOR, ".wait").text]  # fmt: skip  # noqa: E501
    if not waiting:
        pytest.fail("no sample has a row to review: the photocopy should")
    waiting[0].find_element(By.TAG_NAME, "a").click()
    ActionChains(browser).send_keys("n").perform()
    first = browser.find_element(By.CSS_SELECTOR, "tr.row.lit")
    assert "review" in (first.get_attribute("class") or "")
    browser.find_element(By.ID, "only-review").click()
    shown = [row for row in browser.find_elements(By.CSS_SELECTOR, "tr.row") if row.is_displayed()]
    assert shown
    assert all("review" in (row.get_attribute("class") or "") for row in shown)


def test_corrections_are_downloaded(browser: Chrome, downloads: Path) -> None:
    open_sample(browser)
    cell = browser.find_element(By.CSS_SELECTOR, "tr.row td.task")
    row = browser.find_element(By.CSS_SELECTOR, "tr.row:has(td.task)").get_attribute("id")
    ActionChains(browser).double_click(cell).perform()
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).send_keys(
        'Sửa "lại"' + Keys.ENTER
    ).perform()
    browser.find_element(By.ID, "download").click()
    file = downloads / "corrections.csv"
    WebDriverWait(browser, 10).until(lambda _: file.exists() and file.stat().st_size > 0)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert (line["row_id"], line["field"], line["value"]) == (row, "task", 'Sửa "lại"')
    assert line["number"].startswith(SAMPLE)
    (correction,) = read_corrections(file).corrections
    assert (correction.row_id, correction.value) == (row, 'Sửa "lại"')
