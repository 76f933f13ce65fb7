// A plan's text beside its rows: from a quote to the rows that quote it, and from a row of the page to its quote.
"use strict";

(() => {
  const { say, text: reading } = page;
  const up = document.getElementById("official").dataset.up;
  const number = (n) => n.toLocaleString("en");

  function element(tag, content = [], properties = {}) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...[content].flat());
    return made;
  }
  const button = (content, onclick, properties = {}) => element("button", content, { type: "button", onclick, ...properties });
  const chinese = (tag, content, properties = {}) => element(tag, content, { lang: "zh-CN", ...properties });
  // A part that scrolls, which a keyboard reaches too.
  function region(name, content, properties) {
    const made = element("div", content, { tabIndex: 0, ...properties });
    made.setAttribute("role", "region");
    made.setAttribute("aria-label", name);
    return made;
  }
  const link = (content, address) => element("a", content, { href: up + address });

  // Shows in a box the text as written, of which data quotes what is at places.
  function show(box, written, data, places) {
    const { tables, rows } = data;
    const hidden = new Set();
    const stretches = places.flatMap((place, n) => (place ? [{ ...place, number: n }] : []));
    const spans = rows.map(() => []);
    const parts = []; // of the text, that rows quote
    let at = -1; // the part that was shown last

    const paragraphs = reading.lines(written).map((line) => {
      let heading = false;
      const pieces = reading.pieces(line, stretches).map(([content, marked]) => {
        if (!marked.length) return content;
        const span = element("span", content, { className: `q t${rows[marked[0]][0]}` });
        heading ||= marked.some((n) => tables[rows[n][0]][0] === "sections" && 2 * (places[n].end - places[n].start) > line.at.at(-1) - line.at[0]);
        parts.push({ span, marked });
        for (const n of marked) spans[n].push(parts.length - 1);
        return span;
      });
      return element("p", pieces, heading ? { className: "heading" } : {});
    });
    const text = region(say("The plan's text", "规划原文"), paragraphs, { className: "running", lang: "zh-CN" });
    const hint = element("p", say("Choose a coloured passage to see its rows. Keys in the text: n next, p previous.", "点击着色文字，即可查看对应的数据行。在原文中可按n键看下一处，按p键看上一处。"), { className: "muted small" });
    const chosen = region(say("Rows of the quote chosen", "所选引文的数据行"), hint, { className: "chosen" });
    chosen.setAttribute("aria-live", "polite");

    // The rows in the panel, and the parts of the text that they quote.
    function choose(numbers) {
      for (const { span } of parts) span.classList.remove("now");
      for (const n of numbers) for (const p of spans[n]) parts[p].span.classList.add("now");
      chosen.replaceChildren(...numbers.map((n) => card(rows[n])));
      chosen.scrollTop = 0;
    }

    function card([table, , quote, , name, address, on]) {
      const back = listed(on);
      const ways = [
        ...(address ? [link(say("Open the row", "打开该行"), address)] : []),
        ...(back ? [button(say("On this page", "本页位置"), () => leadBack(back))] : []),
      ];
      return element("article", [
        element("h3", [element("span", [], { className: "swatch" }), tables[table][1]]),
        ...(name ? [element("p", name)] : []),
        chinese("blockquote", quote),
        element("p", ways, { className: "ways-out" }),
      ], { className: `t${table}` });
    }

    function visible(marked) {
      return marked.filter((n) => !hidden.has(rows[n][0]));
    }

    // The box of the text is scrolled, the page is not: its buttons stay where they are.
    function bring(p) {
      at = p;
      text.scrollTop += parts[p].span.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    }

    function open(p) {
      at = p;
      choose(visible(parts[p].marked));
    }

    // The next part of the text that is lit, or the one before; after the last the first.
    function step(by) {
      const lit = parts.flatMap(({ marked }, p) => (visible(marked).length ? [p] : []));
      const next = by > 0 ? lit.find((p) => p > at) : lit.findLast((p) => p < at);
      if (!lit.length) return;
      open(next ?? lit.at(by > 0 ? 0 : -1));
      bring(at);
    }

    function leadTo(n) {
      choose([n]);
      bring(spans[n][0]);
      text.focus({ preventScroll: true });
      text.parentElement.scrollIntoView({ block: "nearest" });
    }

    // ---- the rows that the page lists

    const listed = (n) => document.querySelector(`[data-row="${n}"]`);
    for (const old of document.querySelectorAll(".spot")) old.remove();
    for (const row of document.querySelectorAll("[data-row]")) {
      const n = Number(row.dataset.row);
      if (!rows[n]) continue;
      const name = rows[n][4] || rows[n][2];
      const way = places[n]
        ? button(say("text", "原文"), () => leadTo(n), { className: "spot" })
        : element("span", say("not in this text", "此文本中无"), { className: "spot tag" });
      if (places[n]) way.setAttribute("aria-label", say(`In the text: ${name}`, `在原文中查看：${name}`));
      (row.querySelector(":scope > .title") ?? row).append(" ", way);
    }

    function leadBack(row) {
      page.unfold(row);
      row.scrollIntoView({ block: "center" });
      row.querySelector(".spot")?.focus({ preventScroll: true });
    }

    // ---- what is lit

    function light() {
      for (const { span, marked } of parts) {
        const [first] = visible(marked);
        span.className = span.className.replace(/\bt\d+\b/, `t${rows[first ?? marked[0]][0]}`);
        span.classList.toggle("off", first === undefined);
      }
    }

    const boxes = tables.map(([, title], n) => {
      const tick = element("input", [], { type: "checkbox", checked: true });
      tick.addEventListener("change", () => {
        tick.checked ? hidden.delete(n) : hidden.add(n);
        light();
      });
      const count = rows.filter((row, m) => row[0] === n && places[m]).length;
      return element("label", [tick, element("span", [], { className: "swatch" }), `${title} ${number(count)}`], { className: `t${n}` });
    });
    const colours = element("style", tables.map(([, , hue], n) => `.t${n} { --hue: ${hue}; }`).join("\n"));
    const lost = rows.filter((_, n) => !places[n]);
    const missing = element("details", [
      element("summary", say(`Quotes that were not found: ${number(lost.length)}`, `未找到的引文：${number(lost.length)}处`)),
      element("ul", lost.map(([table, , quote, , name, address]) =>
        element("li", [`${tables[table][1]}${say(": ", "：")}`, address ? link(name || quote, address) : name || quote, ...(name === quote || !name ? [] : [" ", chinese("q", quote, { className: "quote" })])]))),
    ], { className: "more-lost", hidden: !lost.length });
    const tools = element("p", [
      button(say("Previous quote", "上一处引文"), () => step(-1)), " ",
      button(say("Next quote", "下一处引文"), () => step(1)),
    ], { className: "tools" });
    box.replaceChildren(
      colours, missing,
      element("fieldset", [element("legend", say("Rows that are lit", "标出的数据")), ...boxes]), tools,
      element("div", [text, chosen], { className: "panes" }),
    );
    box.hidden = false;

    text.addEventListener("click", (event) => {
      const span = event.target.closest(".q:not(.off)");
      if (span) open(parts.findIndex((p) => p.span === span));
    });
    text.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "n") step(1);
      else if (event.key === "p") step(-1);
    });
  }

  Object.assign(page.text, { element, link, number, show });
})();
