// What the pages do when scripts run; without scripts the first rows of every table can still be read.
"use strict";

const page = { lang: document.documentElement.lang.slice(0, 2), data: (window.pyplanning ??= {}) };
page.say = (en, zh) => (page.lang === "zh" ? zh : en);

// ---- the address: "#ID" is a row, "#name=value&…" the state of the filters

const state = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

function remember(values) {
  const kept = new URLSearchParams(values.filter(([, value]) => value)).toString();
  history.replaceState(null, "", kept ? `#${kept}` : location.pathname + location.search);
}

const aim = () => (location.hash.includes("=") ? "" : new URLSearchParams(`id=${location.hash.slice(1)}`).get("id")); // may be malformed

function target() {
  const id = aim();
  return id ? document.getElementById(id) : null;
}

const narrow = matchMedia("(max-width: 47.99rem)"); // as in site.css

// ---- forms whose choices are kept in the address: show() shows what is chosen, arrived(given) does the rest when the address says it

function kept(form, controls, show, arrived) {
  const notice = Object.assign(document.createElement("p"), { className: "notice", hidden: true });
  notice.setAttribute("role", "status");
  form.after(notice);

  function restore() {
    const given = state();
    for (const control of controls) control.value = given.get(control.name) ?? "";
    for (const control of controls) if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
    show();
    arrived(given);
    tell(missing(given));
  }

  // What the address asks for and the page does not have: a release may have dropped it.
  function missing(given) {
    const asked = [...given].filter(([name, value]) => value && !controls.some((control) =>
      control.name === name && (control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value))));
    const choice = asked.map(([name, value]) => `${name} = ${value.slice(0, 60)}`).join(page.say(", ", "，"));
    if (choice) return page.say(`No such choice: ${choice}. The page is shown without it.`, `没有此选项：${choice}。页面按其余条件显示。`);
    const id = aim()?.slice(0, 60);
    return id && !target() ? page.say(`No such entry: ${id}. All rows are shown.`, `没有此条目：${id}。页面显示全部条目。`) : "";
  }

  function tell(text) {
    notice.textContent = text;
    notice.hidden = !text;
  }

  const keep = () => remember(controls.map((control) => [control.name, control.value]));
  form.addEventListener("input", () => {
    show();
    keep();
    tell("");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    remember([]);
    tell("");
  }));
  window.addEventListener("hashchange", restore);
  restore();
  return keep;
}

// ---- what a form asks for: choices as [name, value], and words in lower case

const NONE = "-"; // the choice of what lacks a value
const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const searched = (controls) => controls.filter((c) => c.type === "search").flatMap((c) => words(c.value));
const chooses = (control) => control.tagName === "SELECT" && !("look" in control.dataset);
const choices = (controls) => controls.filter((c) => chooses(c) && c.value).map((c) => [c.name, c.value]);

// An item is an element with a text and, for each choice, the values of its data-NAME.
function itemOf(element, text, controls) {
  const values = controls.filter(chooses).map(({ name }) => [name, element.dataset[name] ? element.dataset[name].split(" ") : [NONE]]);
  return { element, text: text.toLowerCase(), values: Object.fromEntries(values) };
}

const fitting = (items, chosen) => items.filter(({ values }) => chosen.every(([name, value]) => values[name].includes(value)));
const holding = (items, wanted) => items.filter(({ text }) => wanted.every((word) => text.includes(word)));

// What lacks a value can be chosen too.
function offer(controls, items) {
  for (const select of controls.filter(chooses)) {
    if (items.some(({ values }) => values[select.name][0] === NONE)) select.append(new Option(page.say("not stated", "未写明"), NONE));
    for (const option of select.options) option.dataset.name = option.text;
  }
}

// Each choice has beside it how many items it would leave. Gives, in words, how many are left out for want of a value.
function tally(controls, items, chosen) {
  const left = [];
  for (const select of controls.filter(chooses)) {
    const counts = new Map();
    for (const { values } of fitting(items, chosen.filter(([name]) => name !== select.name))) {
      for (const value of values[select.name]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const option of select.options) {
      const count = counts.get(option.value) ?? 0;
      if (!option.value || option.count === count) continue; // to write a text again takes time
      option.count = count;
      option.text = `${option.dataset.name} (${count})`;
    }
    const lacking = select.value && select.value !== NONE ? counts.get(NONE) : 0;
    const label = select.labels[0].firstElementChild.textContent;
    if (lacking) left.push(page.say(` ${lacking} more left out that state no ${label.toLowerCase()}.`, `另有${lacking}条未写明“${label}”，未列入。`));
  }
  return left.join("");
}

// ---- filters: <form data-filters="TABLE-ID">, rows with data-NAME for each select; the first rows are in the page, the others
// in pyplanning.rows, and no more than MOST are in the document at a time

const MOST = 200; // as in pages.py
const lists = new Map(); // the list of each filtered table: its items, those found, show() and keep()

function others() {
  const { lines, rows } = page.data.rows ?? { lines: [], rows: [] };
  const body = document.createElement("tbody");
  body.innerHTML = rows.map((row) => row.map((n) => lines[n]).join("\n")).join("");
  return [...body.rows];
}

function filters(form) {
  const table = document.getElementById(form.dataset.filters), body = table.tBodies[0];
  const turned = form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "page" }));
  const controls = [...form.elements].filter((control) => control.name);
  const items = [...body.rows, ...others()].map((row) => itemOf(row, `${row.textContent} ${row.dataset.also ?? ""}`, controls));
  const list = { items, found: items, narrowed: false, show };
  const count = document.querySelector(`[data-count="${form.dataset.filters}"]`);
  const pager = pages(table, (step) => {
    turn(at() + step);
    list.keep();
    table.scrollIntoView();
  });
  const at = () => Math.min(Math.max(Number.parseInt(turned.value, 10) || 1, 1), Math.ceil(list.found.length / MOST) || 1);
  let left = "";

  function show(number = 0) {
    const chosen = choices(controls), wanted = searched(controls), worded = holding(list.items, wanted);
    list.found = fitting(worded, chosen);
    list.narrowed = chosen.length + wanted.length > 0;
    left = tally(controls, worded, chosen);
    turn(number || at());
  }

  function turn(number) {
    turned.value = number > 1 ? number : "";
    const first = (number - 1) * MOST, found = list.found.length, last = Math.min(first + MOST, found);
    put(list.found.slice(first, last));
    pager(number, Math.ceil(found / MOST));
    const range = found > MOST ? page.say(`${first + 1}–${last} of `, `第${first + 1}–${last}条，`) : "";
    const whole = found < items.length ? page.say(` (of ${items.length.toLocaleString("en")})`, `（全表${items.length}条）`) : "";
    count.textContent = page.say(`${range}${found.toLocaleString("en")} rows${whole}.`, `${range}共${found}条${whole}。`) + left;
  }

  function put(shown) {
    body.replaceChildren(...shown.map(({ element }) => element));
    form.dispatchEvent(new CustomEvent("shown"));
  }

  form.addEventListener("input", () => (turned.value = ""), true);
  form.addEventListener("reset", () => (turned.value = ""));
  window.addEventListener("beforeprint", () => put(list.found));
  window.addEventListener("afterprint", () => turn(at()));
  lists.set(table, list);
  offer(controls, items);
  list.keep = kept(form, controls, show, () => {
    for (const more of form.querySelectorAll("details")) {
      more.open = !narrow.matches || controls.some((control) => control.value && more.contains(control));
    }
    const place = list.found.findIndex(({ element }) => element.id === aim());
    if (place < 0) return;
    const wasHere = body.contains(list.found[place].element);
    turn(Math.floor(place / MOST) + 1);
    if (!wasHere) location.replace(location.href); // only now there is a row to be marked as the target
    list.found[place].element.scrollIntoView({ block: "center" });
  });
}

// The pages of a table: turn(step) goes to another; gives what shows where one is.
function pages(table, turn) {
  const nav = Object.assign(document.createElement("nav"), { className: "pager" }), where = document.createElement("span");
  nav.setAttribute("aria-label", page.say("Pages of the table", "表格分页"));
  const [back, on] = [[-1, page.say("Previous", "上一页")], [1, page.say("Next", "下一页")]].map(([step, text]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.addEventListener("click", () => turn(step));
    return button;
  });
  nav.append(back, where, on);
  table.after(nav);
  return (number, total) => {
    nav.hidden = total < 2;
    where.textContent = page.say(`Page ${number} of ${total}`, `第${number}页，共${total}页`);
    back.disabled = number <= 1;
    on.disabled = number >= total;
  };
}

// ---- sorting: <th><button data-sort="text|number">, cells with data-value where it is not their text

function sorting(button) {
  const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending", list = lists.get(table);
    const value = (row) => row.cells[head.cellIndex].dataset.value ?? row.cells[head.cellIndex].textContent.trim();
    const compare = button.dataset.sort === "number" ? (a, b) => a - b : collator.compare;
    const keyed = (list?.items ?? [...body.rows]).map((item) => [value(item.element ?? item), item]);
    keyed.sort(([a], [b]) => (a === "") - (b === "") || (down ? compare(b, a) : compare(a, b)));
    const sorted = keyed.map(([, item]) => item);
    if (list) {
      list.items = sorted;
      list.show(1);
      list.keep();
    } else body.append(...sorted);
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  });
}

// ---- units: <select name="unit" data-look>; figures are <span data-amount data-to data-unit> with .n and .u

const unitChoice = document.querySelector("select[name=unit][data-look]");

// A unit is replaced by one of the same quantity; others stay as they are printed.
function unitFor(unit) {
  const units = page.data.units, from = units?.[unit];
  const wanted = unitChoice?.value === "base" ? from?.base : unitChoice?.value;
  return from && units[wanted]?.quantity === from.quantity ? { key: wanted, name: units[wanted].name, from, into: units[wanted] } : null;
}

const converted = (amount, { from, into }) => Number(((amount * from.factor) / into.factor).toPrecision(12));

function converting(form) {
  function convert() {
    for (const figure of document.querySelectorAll("[data-amount]")) {
      const { amount, to, unit } = figure.dataset, into = unitFor(unit);
      const n = figure.querySelector(".n"), u = figure.querySelector(".u");
      figure.printed ??= [n.textContent, u?.textContent];
      const write = (number) => converted(number, into).toLocaleString("en", { maximumFractionDigits: 12 });
      n.textContent = into ? [amount, to].filter(Boolean).map(write).join("–") : figure.printed[0];
      if (u) u.textContent = into ? into.name : figure.printed[1];
    }
  }

  form.addEventListener("shown", convert);
  convert();
}

// ---- downloads: <button data-download="csv|excel" data-table="TABLE-ID" data-file>; pyplanning[TABLE-ID] is loaded when it is asked for

function loaded(address) {
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: address, onload: resolve, onerror: reject }));
  });
}

const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// The rows found, in their order; a figure in another unit is written so, and as printed behind the columns of the table.
function csvOf(table, kind) {
  const { keys, [kind]: { head, rows, figure, units, printed, source } } = page.data[table];
  const at = new Map(keys.map((key, n) => [key, n])), end = kind === "excel" ? "\r\n" : "\n";
  const isConverted = figure.length > 0 && Boolean(unitChoice?.value);
  const found = lists.get(document.getElementById(table)).found.map(({ element }) => rows[at.get(element.id)]);
  const lines = found.map((row) => [...(isConverted ? inUnit(row, figure, units) : row), ...Object.values(source)]);
  const text = [[...head, ...(isConverted ? printed : []), ...Object.keys(source)], ...lines].map((line) => line.map(csvCell).join(",") + end).join("");
  return (kind === "excel" ? "\ufeff" : "") + text;
}

function inUnit(row, [[value], [upper], places], units) {
  const into = unitFor(row[places[0]]), shown = [...row];
  if (into && row[value]) {
    for (const place of [value, upper]) if (row[place]) shown[place] = String(converted(row[place], into));
    places.forEach((place, n) => (shown[place] = units[into.key][n]));
  }
  return [...shown, row[value], row[upper], row[places.at(-1)]];
}

function downloading(button) {
  const { table, download, file } = button.dataset;
  button.addEventListener("click", async () => {
    if (!page.data[table]) await loaded(file);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf(table, download)], { type: "text/csv;charset=utf-8" }));
    const part = lists.get(document.getElementById(table)).narrowed ? "-filtered" : "";
    link.download = `${page.data[table].name}${part}${download === "excel" ? `-excel-${page.lang}` : ""}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

// ---- the other language is opened at the same place

function switching(link) {
  const plain = link.href;
  link.addEventListener("click", () => (link.href = plain + location.hash));
}

document.querySelectorAll("form[data-filters]").forEach(filters);
if (unitChoice) converting(unitChoice.form);
document.querySelectorAll("button[data-sort]").forEach(sorting);
document.querySelectorAll("button[data-download]").forEach(downloading);
document.querySelectorAll("a[data-language]").forEach(switching);
window.addEventListener("beforeprint", () => (document.querySelector("[data-address]").textContent = location.href));
