// The rows that quote the text: a click on a quote shows its rows, a click on a row leads to its quote.
"use strict";

(() => {
  const plan = window.pyplanning.plan;
  const WORDS = {
    language: ["English", "中文"],
    counts: ["{rows}行数据，{numbers}个数字，其中{loose}个未列入任何数据行", "{rows} rows; {numbers} numbers, {loose} of them in no row"],
    lost: ["原文中未找到这段引文", "this quote is not in the text"],
    loose: ["下一个未列入的数字", "Next number in no row"],
    tables: ["数据表", "Tables"],
    everything: ["全文（{n}行）", "Whole text ({n} rows)"],
    section: ["章节", "Section"],
    rows: ["数据行", "Rows"],
    shown: ["所选引文的数据行", "Rows of the quote chosen"],
    keys: ["按键：n 下一处引文，p 上一处，u 下一个未列入的数字", "Keys: n next quote, p the one before, u next number in no row"],
  };
  const text = document.getElementById("text");
  const [shown, filters, list, side] = ["shown", "filters", "rows", "side"].map((id) => document.getElementById(id));
  const spans = plan.rows.map(() => []);
  for (const span of text.querySelectorAll("[data-rows]")) {
    for (const row of span.dataset.rows.split(" ")) spans[row].push(span);
  }
  const loose = [...text.querySelectorAll(".loose")];
  const quotes = [...text.querySelectorAll("[data-rows]")];
  const hidden = new Set();
  let lang = plan.lang === "zh" ? 0 : 1;
  let section = "";
  let chosen = [];
  let at = null;

  const say = (both) => (Array.isArray(both) ? both[lang] : both);
  const word = (name, values = {}) => say(WORDS[name]).replace(/\{(\w+)\}/g, (_, key) => values[key].toLocaleString("en"));
  const visible = (row) => !hidden.has(row.table) && (!section || within(row.section));
  const kept = () => plan.rows.filter((row) => !section || within(row.section));

  function element(tag, content, properties = {}) {
    const made = Object.assign(document.createElement(tag), properties);
    if (content !== undefined) made.append(...[content].flat());
    return made;
  }

  // The sections chosen are those from a heading to the next one that is not below it.
  const headings = plan.rows.filter((row) => row.level);
  let chosenSections = new Set();
  const within = (key) => chosenSections.has(key);
  function below(key) {
    const from = headings.findIndex((row) => row.key === key);
    const end = headings.findIndex((row, n) => n > from && Number(row.level) <= Number(headings[from].level));
    return new Set(headings.slice(from, end < 0 ? undefined : end).map((row) => row.key));
  }

  function drawFilters() {
    const counts = plan.tables.map((_, table) => kept().filter((row) => row.table === table).length);
    const boxes = plan.tables.map((table, n) => {
      const box = element("input", undefined, { type: "checkbox", checked: !hidden.has(n) });
      box.addEventListener("change", () => {
        box.checked ? hidden.delete(n) : hidden.add(n);
        filter();
      });
      const swatch = element("span", undefined, { className: `swatch t${n}` });
      const count = element("span", String(counts[n]), { className: "count" });
      return element("label", [box, swatch, say(table.name), count]);
    });
    const select = element("select", [
      new Option(word("everything", { n: plan.rows.length }), ""),
      ...headings.map((row) => new Option("\u3000".repeat(Math.max(row.level - 1, 0)) + say(row.name), row.key)),
    ]);
    select.value = section;
    select.setAttribute("aria-label", word("section"));
    select.addEventListener("change", () => {
      section = select.value;
      chosenSections = section ? below(section) : new Set();
      drawFilters();
      filters.querySelector("select").focus();
      filter();
      const head = plan.rows.findIndex((row) => row.key === section && row.level);
      if (section && spans[head].length) spans[head][0].scrollIntoView({ block: "start" });
    });
    filters.replaceChildren(
      element("fieldset", [element("legend", word("tables")), ...boxes]),
      select,
      element("p", word("keys"), { className: "muted small" }),
    );
  }

  function drawRows() {
    list.setAttribute("aria-label", word("rows"));
    list.replaceChildren(...plan.rows.map((row, n) => {
      const name = element("span", [element("span", undefined, { className: "swatch" }), say(row.name) || row.key]);
      const what = element("span", row.found ? row.quote : `${word("lost")}: ${row.quote}`, { className: "what" });
      what.classList.toggle("lost", !row.found);
      what.lang = "zh-CN";
      const button = element("button", [name, what], { type: "button", className: `t${row.table}` });
      button.addEventListener("click", () => choose([n], true));
      return element("li", button);
    }));
  }

  function filter() {
    plan.rows.forEach((row, n) => { list.children[n].hidden = !visible(row); });
    for (const span of quotes) {
      const first = span.dataset.rows.split(" ").find((n) => !hidden.has(plan.rows[n].table));
      span.className = span.className.replace(/\bt\d+\b/, `t${plan.rows[first ?? span.dataset.rows.split(" ")[0]].table}`);
      span.classList.toggle("off", first === undefined);
    }
  }

  function drawShown() {
    shown.setAttribute("aria-label", word("shown"));
    shown.replaceChildren(...chosen.map((n) => {
      const row = plan.rows[n];
      const { name, columns } = plan.tables[row.table];
      const cells = columns.map((column, m) => [say(column), say(row.cells[m])]).filter(([, value]) => value);
      return element("article", [
        element("h2", [element("span", undefined, { className: "swatch" }), say(name)]),
        element("blockquote", row.quote, { lang: "zh-CN" }),
        element("dl", cells.flatMap(([column, value]) => [element("dt", column), element("dd", value)])),
      ], { className: `t${row.table}` });
    }));
  }

  function mark(parts) {
    for (const old of text.querySelectorAll(".now")) old.classList.remove("now");
    for (const part of parts) part.classList.add("now");
  }

  function choose(rows, move) {
    chosen = rows;
    drawShown();
    mark(rows.flatMap((n) => spans[n]));
    for (const button of list.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
    for (const n of rows) list.children[n].firstChild.setAttribute("aria-current", "true");
    if (move && spans[rows[0]].length) {
      at = spans[rows[0]][0];
      at.scrollIntoView({ block: "center" });
    } else if (rows.length) list.children[rows[0]].scrollIntoView({ block: "nearest" });
    shown.scrollTop = 0;
  }

  const open = (span) => {
    at = span;
    choose(span.dataset.rows.split(" ").map(Number).filter((n) => !hidden.has(plan.rows[n].table)), false);
  };

  // The next of some places in the text, or the one before; after the last the first.
  function step(places, by) {
    if (!places.length) return;
    const after = (place) => at && at.compareDocumentPosition(place) & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING);
    const ordered = by > 0 ? places : [...places].reverse();
    const next = ordered.find((place) => place !== at && after(place)) ?? ordered[0];
    if (next.dataset.rows) open(next);
    at = next;
    if (next.classList.contains("loose")) mark([next]);
    next.scrollIntoView({ block: "center" });
  }
  const nextLoose = () => step(loose, 1);

  function draw() {
    document.documentElement.lang = lang ? "en" : "zh-CN";
    document.title = document.getElementById("title").textContent = say(plan.title);
    for (const part of document.querySelectorAll("[data-zh]")) part.textContent = lang ? part.dataset.en : part.dataset.zh;
    document.getElementById("counts").textContent = word("counts", { rows: plan.rows.length, numbers: plan.numbers, loose: plan.loose });
    const button = document.getElementById("language");
    button.textContent = word("language");
    button.lang = lang ? "zh-CN" : "en";
    const jump = document.getElementById("next-loose");
    jump.textContent = word("loose");
    jump.hidden = !loose.length;
    drawFilters();
    drawRows();
    filter();
    choose(chosen, false);
  }

  text.addEventListener("click", (event) => {
    const span = event.target.closest("[data-rows]:not(.off)");
    if (span) open(span);
  });
  document.getElementById("language").addEventListener("click", () => {
    lang = 1 - lang;
    draw();
  });
  document.getElementById("next-loose").addEventListener("click", nextLoose);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const seen = quotes.filter((span) => !span.classList.contains("off"));
    if (event.key === "n") step(seen, 1);
    else if (event.key === "p") step(seen, -1);
    else if (event.key === "u") nextLoose();
  });
  side.hidden = false;
  draw();
})();
