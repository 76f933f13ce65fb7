// The search over everything: every word is to be found in the names or the quotation of a row.
// A word with Chinese in it is found anywhere, others where a word begins.
"use strict";

(() => {
  const FIRST = 30; // results shown before "show all"
  const { kinds, entries } = page.data.search;
  const [input, list, found, more] = ["words", "results", "found", "more"].map((id) => document.getElementById(id));
  const hint = found.textContent;
  const here = page.lang === "zh" ? 1 : 2;
  const texts = entries.map(([, zh, en, also]) => ({ names: ` ${zh} ${en}`.toLowerCase(), all: ` ${zh} ${en} ${also}`.toLowerCase() }));

  const matcher = (word) => {
    if (/[^\x00-\u024f]/.test(word)) return (text) => text.includes(word);
    const start = new RegExp(`(?<![a-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    return (text) => start.test(text);
  };

  // The names that are the query come first, then those that hold it, then quotations.
  function rank(entry, text, query, matchers) {
    if (!matchers.every((matches) => matches(text.all))) return 0;
    const names = [entry[1], entry[2]].map((name) => name.toLowerCase());
    if (names.includes(query)) return 4;
    if (names.some((name) => name.startsWith(query))) return 3;
    return matchers.every((matches) => matches(text.names)) ? 2 : 1;
  }

  function search(query) {
    const wanted = words(query);
    if (!wanted.length) return null;
    const matchers = wanted.map(matcher);
    const ranked = entries.map((entry, n) => [rank(entry, texts[n], query, matchers), n]).filter(([points]) => points);
    return ranked.sort(([a, m], [b, n]) => b - a || m - n).map(([, n]) => entries[n]);
  }

  const element = (name, text, properties) => Object.assign(document.createElement(name), { textContent: text }, properties);

  function item([kind, zh, en, also, address]) {
    const li = document.createElement("li");
    const other = here === 1 ? en : zh;
    li.append(
      element("span", kinds[kind], { className: "tag" }),
      element("a", (here === 1 ? zh : en) || other, { href: address }),
    );
    if (other || also) {
      const rest = element("span", [other, also].filter(Boolean).join(" · "), { className: "muted small" });
      li.append(document.createElement("br"), rest);
    }
    return li;
  }

  function show(all) {
    const query = input.value.trim().toLowerCase(), results = search(query);
    found.textContent = results ? page.say(`${results.length} found`, `找到${results.length}条`) : hint;
    list.replaceChildren(...(results ?? []).slice(0, all ? undefined : FIRST).map(item));
    more.hidden = all || (results?.length ?? 0) <= FIRST;
  }

  input.addEventListener("input", () => {
    show(false);
    remember([["q", input.value.trim()]]);
  });
  input.form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    show(true);
    list.children[FIRST]?.querySelector("a").focus();
  });

  function restore() {
    const given = state().get("q") ?? new URLSearchParams(location.search).get("q");
    if (given === null && !input.value) return;
    input.value = given ?? "";
    show(false);
  }

  window.addEventListener("hashchange", restore);
  restore();
})();
