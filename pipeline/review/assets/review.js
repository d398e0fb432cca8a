// A document's pages beside its rows: clicking a row lights its cells, clicking a cell its row; what people correct is
// kept until it is downloaded.
"use strict";

const byId = (id) => document.getElementById(id);
const docId = document.body.dataset.docId;
const rows = [...document.querySelectorAll(".row")]; // the header block is one of them
const rectsOfRow = new Map();
for (const rect of document.querySelectorAll("#sheets rect")) {
  if (!rectsOfRow.has(rect.dataset.row)) rectsOfRow.set(rect.dataset.row, []);
  rectsOfRow.get(rect.dataset.row).push(rect);
}
for (const row of rows) if (row.classList.contains("review")) for (const rect of rectsOfRow.get(row.id) || []) rect.classList.add("review");

// --- choosing a row and a cell

let row = null;
let cell = null;

const cellsOf = (some) => [...some.querySelectorAll("td[data-field]")];
const rectsOf = (some) => (some && some.dataset.cell ? (rectsOfRow.get(some.closest(".row").id) || []).filter((r) => r.dataset.cell === some.dataset.cell) : []);
const sureness = (some) => Math.min(...[some.dataset.ocr, some.dataset.repair].map((text) => (text ? Number(text) : 100)));

function leastSure(some) {
  return cellsOf(some).filter((c) => c.dataset.cell).reduce((least, c) => (least === null || sureness(c) < sureness(least) ? c : least), null) || cellsOf(some)[0] || null;
}

function choose(newRow, newCell, { toRow = false, toPage = false } = {}) {
  for (const lit of document.querySelectorAll(".lit, .focus")) lit.classList.remove("lit", "focus");
  row = newRow;
  cell = newCell || leastSure(newRow);
  row.classList.add("lit");
  const marks = rectsOfRow.get(row.id) || [];
  for (const mark of marks) mark.classList.add("lit");
  const focused = rectsOf(cell);
  for (const mark of focused) mark.classList.add("focus");
  if (cell) cell.classList.add("focus");
  inspect();
  if (toRow) show(row.tagName === "TBODY" ? cell : row, byId("tables"));
  if (toPage) show(focused[0] || marks[0] || byId("page-" + row.dataset.page), byId("sheets"));
}

// Scrolls `pane`, and only as far as is needed, until `element` is well inside it.
function show(element, pane) {
  if (!element) return;
  const inner = element.getBoundingClientRect();
  const outer = pane.getBoundingClientRect();
  const margin = Math.min(70, outer.height / 6);
  if (inner.top >= outer.top + margin && inner.bottom <= outer.bottom - margin) return;
  pane.scrollTop += inner.height > outer.height - 2 * margin ? inner.top - outer.top - margin : inner.top + inner.height / 2 - outer.top - outer.height / 2;
}

byId("tables").addEventListener("click", (event) => {
  const chosen = event.target.closest(".row");
  if (!chosen || String(getSelection())) return; // text that is being selected to be copied
  choose(chosen, event.target.closest("td[data-field]"), { toPage: true });
});

byId("tables").addEventListener("dblclick", (event) => {
  const chosen = event.target.closest("td[data-field]");
  if (!chosen) return;
  getSelection().removeAllRanges();
  choose(chosen.closest(".row"), chosen, { toPage: true });
  edit();
});

// Where cells lie over each other, clicking again goes to the next one.
byId("sheets").addEventListener("click", (event) => {
  const there = document.elementsFromPoint(event.clientX, event.clientY).filter((element) => element.tagName === "rect");
  const marks = there.length ? there : event.target.closest("rect") ? [event.target] : [];
  if (!marks.length) return;
  const at = marks.findIndex((mark) => cell && mark.dataset.cell === cell.dataset.cell && mark.dataset.row === row.id);
  const mark = marks[(at + 1) % marks.length];
  const chosen = byId(mark.dataset.row);
  if (!chosen) return;
  if (chosen.closest("tr[hidden]") || chosen.hidden) clearFilter();
  choose(chosen, cellsOf(chosen).find((c) => c.dataset.cell === mark.dataset.cell), { toRow: true });
});

// --- the cell chosen, closely

function inspect() {
  const inside = document.querySelector("#inspector .inside");
  document.querySelector("#inspector .hint").hidden = row !== null;
  inside.hidden = row === null;
  if (row === null) return;
  const doubtful = row.classList.contains("review");
  byId("row-right").hidden = !doubtful;
  const heads = row.tagName === "TBODY" ? null : row.closest("table").tHead.rows[0].cells;
  byId("cell-name").innerHTML = cell ? (heads ? heads[cell.cellIndex] : cell.previousElementSibling).innerHTML : "";
  byId("cell-where").textContent = row.dataset.rowId;
  const sure = [];
  if (cell && cell.dataset.ocr) sure.push([text("nhận dạng", "reading"), cell.dataset.ocr]);
  if (cell && cell.dataset.repair) sure.push([text("sửa dấu", "repair"), cell.dataset.repair]);
  byId("cell-sure").replaceChildren(...sure.map(([name, percent]) => {
    const shown = document.createElement("span");
    shown.className = Number(percent) < 60 ? "sure low" : "sure";
    shown.textContent = `${name} ${percent} %`;
    return shown;
  }));
  readAndRepaired();
  const value = byId("cell-value");
  value.value = cell ? cell.dataset.corrected ?? original(cell) : "";
  value.disabled = !cell;
  byId("undo").hidden = !(cell && cell.dataset.corrected !== undefined);
  crop();
}

const text = (vi, en) => (Language.current === "en" ? en : vi);

// What the cell said before anybody corrected it.
function original(some) {
  if (some.dataset.original === undefined) some.dataset.original = some.textContent.trim();
  return some.dataset.original;
}

function readAndRepaired() {
  const raw = byId("cell-raw");
  const repaired = byId("cell-repaired");
  raw.replaceChildren();
  repaired.replaceChildren();
  if (!cell || !cell.dataset.cell) {
    raw.textContent = repaired.textContent = "–";
    return;
  }
  const before = cell.dataset.raw ?? original(cell);
  const after = cell.dataset.repaired ?? original(cell);
  const pieces = compare(before.split(/\s+/).filter(Boolean), after.split(/\s+/).filter(Boolean));
  for (const piece of pieces) {
    if (piece.before.length) raw.append(piece.same ? piece.before.join(" ") : marked("del", piece.before), " ");
    if (piece.after.length) repaired.append(piece.same ? piece.after.join(" ") : marked("mark", piece.after), " ");
  }
  if (pieces.every((piece) => piece.same)) repaired.replaceChildren(marked("i", [text("như đọc được", "unchanged")]));
}

function marked(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words.join(" ");
  return element;
}

// Runs of equal and of different words, by the longest common subsequence.
function compare(a, b) {
  if (a.length * b.length > 1e6) return [{ same: false, before: a, after: b }];
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) length[i][j] = a[i] === b[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  const pieces = [];
  const put = (same, before, after) => {
    if (!pieces.length || pieces[pieces.length - 1].same !== same) pieces.push({ same, before: [], after: [] });
    pieces[pieces.length - 1].before.push(...before);
    pieces[pieces.length - 1].after.push(...after);
  };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) put(true, [a[i++]], [b[j++]]);
    else if (j >= b.length || (i < a.length && length[i + 1][j] >= length[i][j + 1])) put(false, [a[i++]], []);
    else put(false, [], [b[j++]]);
  }
  return pieces;
}

// The cell cut out of the page's picture.
function crop() {
  const place = byId("crop");
  place.replaceChildren();
  for (const rect of rectsOf(cell).slice(0, 3)) {
    const picture = rect.closest("figure").querySelector("img");
    if (!picture) continue;
    const [, , pageWidth, pageHeight] = rect.ownerSVGElement.getAttribute("viewBox").split(" ").map(Number);
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
    const scale = Math.max(0.6, Math.min(1.5, (place.parentElement.clientWidth * 0.4) / width, 150 / height));
    const cut = document.createElement("div");
    cut.style.cssText = `width:${width * scale}px;height:${height * scale}px`;
    const copy = document.createElement("img");
    copy.src = picture.src;
    copy.alt = "";
    copy.style.cssText = `width:${pageWidth * scale}px;height:${pageHeight * scale}px;left:${-x * scale}px;top:${-y * scale}px`;
    cut.append(copy);
    place.append(cut);
  }
  place.hidden = !place.childElementCount;
}

function close() {
  for (const lit of document.querySelectorAll(".lit, .focus")) lit.classList.remove("lit", "focus");
  row = cell = null;
  inspect();
}

byId("close").addEventListener("click", close);

// --- corrections

const corrections = Corrections.read(docId);
const nameOf = (some, field) => some.dataset.rowId + "\n" + field;

function keep(some, field, value) {
  corrections.set(nameOf(some, field), {
    row_id: some.dataset.rowId, number: document.body.dataset.number, ordinal: some.dataset.ordinal, field, value, when: new Date().toISOString(),
  });
  changed();
}

function drop(some, field) {
  corrections.delete(nameOf(some, field));
  changed();
}

function changed() {
  Corrections.write(docId, corrections);
  tell();
}

function tell() {
  byId("n-corrections").textContent = corrections.size;
  byId("download").disabled = corrections.size === 0;
  const left = byId("left");
  const waiting = rows.filter((some) => some.classList.contains("review")).length;
  left.firstChild.textContent = `${waiting} `;
  left.classList.toggle("wait", waiting > 0);
  left.classList.toggle("good", waiting === 0);
  byId("next-review").disabled = byId("previous-review").disabled = waiting === 0;
}

function put(some, value) {
  original(some);
  if (value === some.dataset.original) {
    delete some.dataset.corrected;
    some.classList.remove("corrected");
  } else {
    some.dataset.corrected = value;
    some.classList.add("corrected");
  }
  if (some.textContent.trim() !== value) some.textContent = value;
}

function seen(some) {
  some.classList.remove("review");
  some.classList.add("seen");
  for (const rect of rectsOfRow.get(some.id) || []) rect.classList.remove("review");
}

function save() {
  if (!cell) return;
  const value = byId("cell-value").value.trim();
  put(cell, value);
  if (cell.dataset.corrected === undefined) drop(row, cell.dataset.field);
  else {
    seen(row);
    keep(row, cell.dataset.field, value);
  }
  inspect();
}

function undo() {
  if (!cell) return;
  put(cell, original(cell));
  drop(row, cell.dataset.field);
  inspect();
}

function rowIsRight() {
  if (!row || !row.classList.contains("review")) return;
  seen(row);
  keep(row, "needs_review", "false");
  if (!step(1)) inspect();
}

function edit() {
  if (!cell) return;
  byId("cell-value").focus();
  byId("cell-value").select();
}

byId("save").addEventListener("click", save);
byId("undo").addEventListener("click", undo);
byId("row-right").addEventListener("click", rowIsRight);
byId("cell-value").addEventListener("keydown", (event) => {
  event.stopPropagation();
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    save();
    event.target.blur();
  }
  if (event.key === "Escape") {
    inspect();
    event.target.blur();
  }
});
byId("download").addEventListener("click", () => Corrections.download(corrections.values()));

// Those of an earlier visit; what the dataset has taken over since is dropped.
for (const [name, kept] of [...corrections]) {
  const some = rows.find((r) => r.dataset.rowId === kept.row_id);
  const place = some && cellsOf(some).find((c) => c.dataset.field === kept.field);
  if (some && kept.field === "needs_review" && some.classList.contains("review")) seen(some);
  else if (place && original(place) !== kept.value) {
    put(place, kept.value);
    seen(some);
  } else corrections.delete(name);
}
changed();

// --- going from row to row

const visible = () => rows.filter((some) => !some.hidden); // asks for no layout, which takes long with thousands of rows

function step(direction) {
  const waiting = rows.filter((some) => some.classList.contains("review"));
  if (!waiting.length) return false;
  const at = row ? rows.indexOf(row) : direction > 0 ? -1 : rows.length;
  const next = direction > 0
    ? waiting.find((some) => rows.indexOf(some) > at) || waiting[0]
    : waiting.findLast((some) => rows.indexOf(some) < at) || waiting[waiting.length - 1];
  if (next.hidden) clearFilter();
  choose(next, null, { toRow: true, toPage: true });
  return true;
}

function move(direction) {
  const shown = visible();
  if (!shown.length) return;
  const at = row ? shown.indexOf(row) : -1;
  choose(shown[Math.max(0, Math.min(shown.length - 1, at + direction))], null, { toRow: true, toPage: true });
}

function moveAcross(direction) {
  if (!row) return;
  const cells = cellsOf(row);
  const at = cells.indexOf(cell);
  choose(row, cells[Math.max(0, Math.min(cells.length - 1, at + direction))], { toRow: true, toPage: true });
}

byId("next-review").addEventListener("click", () => step(1));
byId("previous-review").addEventListener("click", () => step(-1));

// --- filters

const texts = new Map();

function filter() {
  const sought = folded(byId("find").value).split(/\s+/).filter(Boolean);
  const only = byId("only-review").checked;
  for (const some of rows) {
    if (some.tagName === "TBODY") continue;
    if (!texts.has(some)) texts.set(some, folded(some.textContent));
    // a row that was just seen to stays until the filter is set anew
    some.hidden = (only && !some.classList.contains("review")) || !sought.every((word) => texts.get(some).includes(word));
  }
  for (const section of document.querySelectorAll("tr.section")) {
    let next = section.nextElementSibling;
    while (next && !next.classList.contains("section") && next.hidden) next = next.nextElementSibling;
    section.hidden = !next || next.classList.contains("section");
  }
  const filtered = rows.some((some) => some.tagName !== "TBODY");
  byId("no-match").hidden = !filtered || rows.some((some) => some.tagName !== "TBODY" && !some.hidden);
}

function clearFilter() {
  byId("find").value = "";
  byId("only-review").checked = false;
  filter();
}

byId("find").addEventListener("input", filter);
byId("only-review").addEventListener("change", filter);

// --- pages

const sheets = byId("sheets");
let zoom = 1;

function setZoom(value) {
  const before = sheets.scrollTop / zoom;
  zoom = Math.max(0.5, Math.min(3, value));
  sheets.style.setProperty("--zoom", zoom);
  byId("zoom").textContent = `${Math.round(zoom * 100)} %`;
  sheets.scrollTop = before * zoom;
}

function goTo(page) {
  const figure = byId("page-" + page);
  if (figure) sheets.scrollTop += figure.getBoundingClientRect().top - sheets.getBoundingClientRect().top - 8;
}

const pageNumber = byId("page-number");
byId("zoom-in").addEventListener("click", () => setZoom(zoom + 0.25));
byId("zoom-out").addEventListener("click", () => setZoom(zoom - 0.25));
byId("previous-page").addEventListener("click", () => goTo(Number(pageNumber.value) - 1));
byId("next-page").addEventListener("click", () => goTo(Number(pageNumber.value) + 1));
pageNumber.addEventListener("change", () => goTo(pageNumber.value));
document.addEventListener("click", (event) => {
  const summary = event.target.closest("summary[data-page]");
  if (summary && !summary.parentElement.open) goTo(summary.dataset.page);
});

const inView = new Set();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) inView[entry.isIntersecting ? "add" : "delete"](Number(entry.target.dataset.page));
  if (inView.size && document.activeElement !== pageNumber) pageNumber.value = Math.min(...inView);
}, { root: sheets, rootMargin: "-30% 0px -60% 0px" });
for (const figure of sheets.children) watcher.observe(figure);

// --- keys

byId("help").addEventListener("click", () => byId("keys").showModal());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
    if (event.key === "Escape" && event.target.blur) event.target.blur();
    return;
  }
  const onButton = event.target.closest("button, a, summary");
  const actions = {
    n: () => step(1), p: () => step(-1), d: rowIsRight,
    f: () => { byId("only-review").checked = !byId("only-review").checked; filter(); },
    "/": () => byId("find").focus(),
    "+": () => setZoom(zoom + 0.25), "=": () => setZoom(zoom + 0.25), "-": () => setZoom(zoom - 0.25),
    "?": () => byId("keys").showModal(),
    arrowdown: () => move(1), arrowup: () => move(-1), arrowright: () => moveAcross(1), arrowleft: () => moveAcross(-1),
    escape: close,
  };
  if (!onButton) actions.enter = edit;
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});

// A link may name a row: index.html#<row_id>.
const named = decodeURIComponent(location.hash.slice(1));
const target = rows.find((some) => some.dataset.rowId === named || (named && some.id === named));
if (target) choose(target, null, { toRow: true, toPage: true });
