// The list of documents: find, filter, sort; corrections of all documents in one file.
"use strict";

const body = document.querySelector("table.documents tbody");
const rows = [...body.rows];
const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));

function filter() {
  const sought = folded(document.getElementById("find").value).split(/\s+/).filter(Boolean);
  const waiting = document.getElementById("only-waiting").checked;
  for (const row of rows) row.hidden = (waiting && !row.classList.contains("review")) || !sought.every((word) => texts.get(row).includes(word));
  document.getElementById("no-match").hidden = rows.some((row) => !row.hidden);
}

document.getElementById("find").addEventListener("input", filter);
document.getElementById("only-waiting").addEventListener("change", filter);

document.querySelectorAll("table.documents th").forEach((head, column) => {
  head.querySelector("button").addEventListener("click", () => {
    const numeric = head.classList.contains("n");
    const before = head.getAttribute("aria-sort");
    const ascending = before ? before === "descending" : !numeric;
    for (const other of document.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const value = (row) => row.cells[column].textContent.trim();
    const compare = numeric ? (a, b) => Number(value(a)) - Number(value(b)) : (a, b) => value(a).localeCompare(value(b), "vi", { numeric: true });
    rows.sort((a, b) => (ascending ? compare(a, b) : compare(b, a)));
    body.append(...rows);
  });
});

function allCorrections() {
  return rows.flatMap((row) => [...Corrections.read(row.dataset.docId).values()]);
}

function tell() {
  const n = allCorrections().length;
  document.getElementById("n-corrections").textContent = n;
  document.getElementById("download-all").hidden = n === 0;
}

document.getElementById("download-all").addEventListener("click", () => Corrections.download(allCorrections()));
addEventListener("pageshow", tell);
