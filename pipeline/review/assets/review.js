// Clicking a row lights its cells on the pages, clicking a cell lights its row; corrections are kept until downloaded.
"use strict";

const rows = [...document.querySelectorAll("tr.row")];
const rects = [...document.querySelectorAll("rect")];
const rectsOfRow = Map.groupBy ? Map.groupBy(rects, (r) => r.dataset.row) : group(rects, (r) => r.dataset.row);
const corrections = new Map();
let current = null;

function group(items, key) {
  const result = new Map();
  for (const item of items) {
    if (!result.has(key(item))) result.set(key(item), []);
    result.get(key(item)).push(item);
  }
  return result;
}

function light(rowId, cellId, scrollRow, scrollPage) {
  for (const lit of document.querySelectorAll(".lit, .focus")) lit.classList.remove("lit", "focus");
  const row = document.getElementById(rowId);
  if (!row) return;
  current = row;
  row.classList.add("lit");
  const marks = rectsOfRow.get(rowId) || [];
  for (const mark of marks) {
    mark.classList.add("lit");
    if (mark.dataset.cell === cellId) mark.classList.add("focus");
  }
  for (const cell of row.cells) if (cellId && cell.dataset.cell === cellId) cell.classList.add("focus");
  if (scrollRow) row.scrollIntoView({ block: "center" });
  if (scrollPage) {
    const target = marks.find((m) => m.dataset.cell === cellId) || marks[0] || document.getElementById("page-" + row.dataset.page);
    if (target) target.scrollIntoView({ block: "center" });
  }
}

document.getElementById("rows").addEventListener("click", (event) => {
  const row = event.target.closest("tr.row");
  const cell = event.target.closest("td");
  if (row) light(row.id, cell && cell.dataset.cell, false, true);
});

document.getElementById("pages").addEventListener("click", (event) => {
  const mark = event.target.closest("rect");
  if (mark) light(mark.dataset.row, mark.dataset.cell, true, false);
});

document.getElementById("rows").addEventListener("dblclick", (event) => {
  const cell = event.target.closest("td[data-field]");
  if (!cell || cell.isContentEditable) return;
  const before = cell.textContent;
  cell.contentEditable = "plaintext-only";
  cell.focus();
  const finish = (keep) => {
    cell.contentEditable = "false";
    if (!keep) cell.textContent = before;
    const value = cell.textContent.trim();
    if (value === before.trim()) return;
    cell.classList.add("corrected");
    corrections.set(cell.parentElement.id + "\n" + cell.dataset.field, value);
    document.getElementById("n-corrections").textContent = corrections.size;
    document.getElementById("download").disabled = false;
  };
  const onKey = (key) => {
    if (key.key === "Escape" || (key.key === "Enter" && !key.shiftKey)) {
      key.preventDefault();
      cell.dataset.keep = key.key === "Enter" ? "1" : "0";
      cell.blur();
    }
    key.stopPropagation();
  };
  cell.addEventListener("keydown", onKey);
  cell.addEventListener("blur", () => {
    cell.removeEventListener("keydown", onKey);
    finish(cell.dataset.keep !== "0");
    delete cell.dataset.keep;
  }, { once: true });
});

function step(direction) {
  const waiting = rows.filter((row) => row.classList.contains("review"));
  if (!waiting.length) return;
  const at = current ? rows.indexOf(current) : -1;
  const next = direction > 0
    ? waiting.find((row) => rows.indexOf(row) > at) || waiting[0]
    : waiting.findLast((row) => rows.indexOf(row) < at) || waiting[waiting.length - 1];
  light(next.id, null, true, true);
}

document.getElementById("next-review").addEventListener("click", () => step(1));
document.getElementById("only-review").addEventListener("change", (event) => {
  document.body.classList.toggle("only-review", event.target.checked);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.isContentEditable) return;
  if (event.key === "n" || event.key === "N") step(1);
  if (event.key === "p" || event.key === "P") step(-1);
});

// a link may name a row: index.html#<row_id>
const named = decodeURIComponent(location.hash.slice(1));
if (rows.some((row) => row.id === named)) light(named, null, true, true);

document.getElementById("download").addEventListener("click", () => {
  const quote = (text) => '"' + text.replaceAll('"', '""') + '"';
  const when = new Date().toISOString();
  const lines = ["row_id,number,ordinal,field,value,by,when"];
  for (const [key, value] of corrections) {
    const [rowId, field] = key.split("\n");
    const ordinal = document.getElementById(rowId).dataset.ordinal;
    lines.push([rowId, document.body.dataset.number, ordinal, field, value, "", when].map(quote).join(","));
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
  link.download = "corrections.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
