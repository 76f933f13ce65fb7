// What the pages do when scripts run; without scripts every row can still be read.
"use strict";

const page = { lang: document.documentElement.lang.slice(0, 2), data: (window.pyplanning ??= {}) };
page.say = (en, zh) => (page.lang === "zh" ? zh : en);

// ---- the address: "#ID" is a row, "#name=value&…" the state of the filters

const state = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");

function remember(values) {
  const kept = new URLSearchParams(values.filter(([, value]) => value)).toString();
  history.replaceState(null, "", kept ? `#${kept}` : location.pathname + location.search);
}

function target() {
  const id = location.hash.includes("=") ? "" : new URLSearchParams(`id=${location.hash.slice(1)}`).get("id"); // may be malformed
  return id ? document.getElementById(id) : null;
}

const narrow = matchMedia("(max-width: 47.99rem)"); // as in site.css

// ---- forms whose choices are kept in the address: show() shows what is chosen, arrived(given) does the rest when the address says it

function kept(form, controls, show, arrived) {
  function restore() {
    const given = state();
    for (const control of controls) control.value = given.get(control.name) ?? "";
    for (const control of controls) if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = "";
    show();
    arrived(given);
  }

  form.addEventListener("input", () => {
    show();
    remember(controls.map((control) => [control.name, control.value]));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    remember([]);
  }));
  window.addEventListener("hashchange", restore);
  restore();
}

// ---- what a form asks for: choices as [name, value], and words in lower case

const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
const searched = (controls) => controls.filter((c) => c.type === "search").flatMap((c) => words(c.value));
const choices = (controls) =>
  controls.filter((c) => c.tagName === "SELECT" && c.value && !("look" in c.dataset)).map((c) => [c.name, c.value]);

function fits(data, text, chosen, wanted) {
  return chosen.every(([name, value]) => (data[name] ?? "").split(" ").includes(value)) && wanted.every((word) => text.includes(word));
}

// ---- filters: <form data-filters="TABLE-ID">, rows with data-NAME for each select

function filters(form) {
  const table = document.getElementById(form.dataset.filters);
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => `${row.textContent} ${row.dataset.also ?? ""}`.toLowerCase());
  const controls = [...form.elements].filter((control) => control.name);
  const count = document.querySelector(`[data-count="${form.dataset.filters}"]`);

  function show() {
    const chosen = choices(controls), wanted = searched(controls);
    let shown = 0;
    rows.forEach((row, n) => {
      row.hidden = !fits(row.dataset, texts[n], chosen, wanted);
      shown += !row.hidden;
    });
    if (count) count.textContent = page.say(`${shown} of ${rows.length} rows`, `共${rows.length}条，显示${shown}条`);
    form.dispatchEvent(new CustomEvent("shown"));
  }

  kept(form, controls, show, () => {
    for (const more of form.querySelectorAll("details")) {
      more.open = !narrow.matches || controls.some((control) => control.value && more.contains(control));
    }
    const aimed = target();
    if (table.contains(aimed)) aimed.scrollIntoView({ block: "center" }); // it may have been hidden
  });
}

// ---- sorting: <th><button data-sort="text|number">, cells with data-value where it is not their text

function sorting(button) {
  const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    const value = (row) => row.cells[head.cellIndex].dataset.value ?? row.cells[head.cellIndex].textContent.trim();
    const compare = button.dataset.sort === "number" ? (a, b) => a - b : collator.compare;
    const keyed = [...body.rows].map((row) => [value(row), row]);
    keyed.sort(([a], [b]) => (a === "") - (b === "") || (down ? compare(b, a) : compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  });
}

// ---- units: <select name="unit" data-look>; figures are <span data-amount data-to data-unit> with .n and .u

function written(number) {
  return Number(number.toPrecision(12)).toLocaleString("en", { maximumFractionDigits: 12 });
}

function converting(select) {
  const units = page.data.units;
  const figures = [...document.querySelectorAll("[data-amount]")].map((figure) => {
    const [n, u] = [figure.querySelector(".n"), figure.querySelector(".u")];
    return { n, u, printed: [n.textContent, u?.textContent], ...figure.dataset };
  });

  // A unit is replaced by one of the same quantity; others stay as they are printed.
  function unitFor(from) {
    const wanted = select.value === "base" ? from?.base : select.value;
    return units[wanted] && units[wanted].quantity === from?.quantity ? units[wanted] : null;
  }

  function convert() {
    for (const { n, u, printed, amount, to, unit } of figures) {
      const from = units[unit], into = unitFor(from);
      n.textContent = into ? [amount, to].filter(Boolean).map((x) => written((x * from.factor) / into.factor)).join("–") : printed[0];
      if (u) u.textContent = into ? into.name : printed[1];
    }
  }

  select.form.addEventListener("shown", convert);
  convert();
}

// ---- downloads: <button data-download="csv|excel" data-table="TABLE-ID">; lines are in pyplanning[TABLE-ID]

function lines(name, kind) {
  const { keys, [kind]: written } = page.data[name];
  const at = new Map(keys.map((key, n) => [key, n + 1]));
  const shown = [...document.getElementById(name).tBodies[0].rows].filter((row) => !row.hidden);
  const end = kind === "excel" ? "\r\n" : "\n";
  return (kind === "excel" ? "\ufeff" : "") + [written[0], ...shown.map((row) => written[at.get(row.id)])].join(end) + end;
}

function downloading(button) {
  button.addEventListener("click", () => {
    const { table, download } = button.dataset;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines(table, download)], { type: "text/csv;charset=utf-8" }));
    link.download = download === "excel" ? `${table}-excel-${page.lang}.csv` : `${table}.csv`;
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
document.querySelectorAll("select[name=unit]").forEach(converting);
document.querySelectorAll("button[data-sort]").forEach(sorting);
document.querySelectorAll("button[data-download]").forEach(downloading);
document.querySelectorAll("a[data-language]").forEach(switching);
