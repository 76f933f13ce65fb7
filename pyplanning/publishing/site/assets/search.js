// The search over everything. Every word of a query is to be found in a row's names, or in what else finds it.
// Words may be Chinese (simplified or traditional), English, pinyin, an abbreviation or, where nothing fits, misspelt.
"use strict";

(() => {
  const FIRST = 30; // results shown before "show all"
  const EXACT = 6, ALIAS = 5, START = 4, WHOLE = 3, PART = 2, BESIDE = 1; // how well a row fits, best first
  const { kinds, shapes, plans, names, entries, synonyms, pinyin, simplified } = page.data.search;
  const [input, list, found, more] = ["words", "results", "found", "more"].map((id) => document.getElementById(id));
  const hint = found.textContent;
  const shown = page.lang === "zh" ? 0 : 1;

  // ---- texts in one form: lower case, simplified, full-width letters as plain ones

  const plain = (text) => [...text.normalize("NFKC").toLowerCase()].map((char) => simplified[char] ?? char).join("");
  const isChinese = (text) => /[㐀-鿿]/.test(text);
  const rows = [], keys = new Map(); // the key of an indicator, by the number of its name
  for (const [kind, parts, also, short, plan = -1] of entries) {
    const [zh, en] = [0, 1].map((n) => parts.map((part) => names[part][n]).join(" · "));
    const shaped = typeof short === "number" ? rows[short].address : short.startsWith("^") ? shapes[kind].replace("{}", () => short.slice(1)) : short;
    const address = plan < 0 ? shaped : shaped.replaceAll("~", plans[plan][0]).replace("$", () => keys.get(parts[0]) ?? "$");
    if (shapes[kind].startsWith("compare/") && short.startsWith?.("^")) keys.set(parts[0], short.slice(1));
    rows.push({ kind, zh, en, also, plan, address, names: [plain(zh), plain(en)], parts: parts.flatMap((part) => names[part].map(plain)), beside: plain(also) });
  }

  // ---- a word and what means the same

  function alternatives(word) {
    const same = synonyms.flatMap((group) => {
      const mine = group.find((one) => (isChinese(one) ? word.includes(one) || spelt(one, word) : word === one));
      if (mine === undefined) return [];
      if (word === mine || !word.includes(mine)) return group.filter((one) => one !== word);
      return group.filter((one) => one !== mine && isChinese(one)).map((one) => word.replace(mine, one));
    });
    return [word, ...same];
  }

  // Neighbouring words that together are one of the synonyms, such as "little giant", are one word.
  const phrases = synonyms.flat().filter((one) => one.includes(" ")).sort((a, b) => b.length - a.length);

  function wordsOf(query) {
    const kept = [];
    let rest = query;
    for (const phrase of phrases) {
      if (` ${rest} `.includes(` ${phrase} `)) {
        kept.push(phrase);
        rest = ` ${rest} `.replace(` ${phrase} `, " ").trim();
      }
    }
    return [...kept, ...words(rest)];
  }

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  // How well a word fits a text: as a whole word, as part of one, or not. Chinese is written without spaces.
  function matcher(word) {
    if (isChinese(word)) return (text) => (text.includes(word) ? WHOLE : 0);
    const start = new RegExp(`(?<![a-z0-9])${escaped(word)}`), whole = new RegExp(`(?<![a-z0-9])${escaped(word)}(?:s|es)?(?![a-z0-9])`);
    return (text) => (text.includes(word) && start.test(text) ? (whole.test(text) ? WHOLE : PART) : 0);
  }

  // ---- pinyin: syllables in full, the last one begun; or first letters, three at least

  function sounds(chars, at, rest) {
    if (!rest) return true;
    return (pinyin[chars[at]] ?? "").split(" ").some((one) => one && (rest.startsWith(one) ? sounds(chars, at + 1, rest.slice(one.length)) : one.startsWith(rest)));
  }

  // Whether a word is the whole pinyin of a Chinese one.
  const spelt = (chinese, word) => /^[a-z]{4,}$/.test(word) && word.startsWith((pinyin[chinese[0]] ?? " ").split(" ")[0][0]) && whole([...chinese], 0, word);

  function whole(chars, at, rest) {
    if (at === chars.length) return !rest;
    return (pinyin[chars[at]] ?? "").split(" ").some((one) => one && rest.startsWith(one) && whole(chars, at + 1, rest.slice(one.length)));
  }

  function initials(chars, at, word) {
    return [...word].every((letter, n) => (pinyin[chars[at + n]] ?? "").split(" ").some((one) => one.startsWith(letter)));
  }

  function heard(word) {
    if (!/^[a-z]{3,}$/.test(word)) return () => false;
    return (name) => {
      const chars = [...name];
      return chars.some((_, at) => sounds(chars, at, word)) || (word.length > 3 && chars.some((_, at) => initials(chars, at, word)));
    };
  }

  // ---- the rank of a row

  const best = (tests, text) => Math.max(...tests.map((test) => test(text)));

  function rank(row, query, tests) {
    if (row.names.includes(query)) return EXACT;
    if (row.beside && row.beside.split(" ").includes(query)) return ALIAS;
    let worst = row.names.some((name) => name.startsWith(query)) ? START : WHOLE + 0.5;
    for (const { same, named } of tests) {
      const isPart = row.parts.some((part) => same.has(part));
      const inNames = isPart ? WHOLE + 0.5 : Math.max(...row.names.map((name) => best(named, name)));
      worst = Math.min(worst, inNames || Math.min(best(named, row.beside), BESIDE));
      if (!worst) return 0;
    }
    return worst;
  }

  function ranked(points) {
    return ordered(rows.map((row, n) => [points(row), n]).filter(([fits]) => fits));
  }

  function search(text) {
    const query = plain(text.trim()), wanted = wordsOf(query);
    if (!wanted.length) return null;
    const same = new Set(alternatives(query));
    const tests = wanted.map((word) => ({ same: new Set(alternatives(word)), named: alternatives(word).map(matcher) }));
    const written = ranked((row) => {
      const points = rank(row, query, tests);
      return points && points < EXACT && row.names.some((name) => same.has(name)) ? ALIAS : points;
    });
    if (written.length) return written;
    const listened = wanted.map(heard);
    return ranked((row) => listened.every((hears) => hears(row.names[0])));
  }

  // Of rows that fit as well, the thing comes before what mentions it, and the shorter name first; a place once.
  function ordered(found) {
    const length = (n) => rows[n].names[shown].length, seen = new Set();
    found.sort(([a, m], [b, n]) => b - a || rows[m].kind - rows[n].kind || length(m) - length(n) || m - n);
    return found.map(([, n]) => rows[n]).filter(({ address }) => !seen.has(address) && seen.add(address));
  }

  // ---- what is near, where nothing is found

  const pairs = (text) => new Set([...text].slice(1).map((char, n) => text[n] + char).filter((pair) => !pair.includes(" ")));

  // How many letters must be changed, added, left out or swapped to make one word of another (Damerau, Levenshtein).
  function distance(a, b) {
    const table = [[...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      table.push([i]);
      for (let j = 1; j <= b.length; j++) {
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? table[i - 2][j - 2] + 1 : Infinity;
        table[i].push(Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] !== b[j - 1]), swapped));
      }
    }
    return table[a.length][b.length];
  }

  let vocabulary = null;

  // Give the English word that is nearest; longer words may have two letters wrong.
  function nearest(word) {
    vocabulary ??= new Set(rows.flatMap((row) => row.names[1].match(/[a-z]{3,}/g) ?? []));
    if (vocabulary.has(word) || word.length < 4) return word;
    const close = [...vocabulary].filter((one) => Math.abs(one.length - word.length) < 3).map((one) => [distance(word, one), one]);
    const [apart, one] = close.sort(([a], [b]) => a - b)[0] ?? [Infinity, word];
    return apart <= (word.length > 6 ? 2 : 1) ? one : word;
  }

  function near(text) {
    const query = plain(text.trim());
    if (!isChinese(query)) {
      const other = wordsOf(query).map(nearest).join(" ");
      return other === query ? [] : search(other) ?? [];
    }
    const wanted = pairs(query);
    if (!wanted.size) return [];
    return ranked((row) => {
      const own = pairs(row.names[0]), both = [...wanted].filter((pair) => own.has(pair)).length;
      const points = (2 * both) / (wanted.size + own.size) + both / wanted.size / 2;
      return points < 0.6 ? 0 : Math.round(points * 10) / 10;
    });
  }

  // ---- the results

  const element = (name, text, properties) => Object.assign(document.createElement(name), { textContent: text }, properties);

  function item({ kind, zh, en, also, address, plan }) {
    const li = document.createElement("li"), [name, other] = shown ? [en, zh] : [zh, en];
    li.append(element("span", kinds[kind], { className: "tag" }), element("a", name || other, { href: address }));
    if (plan >= 0) li.append(" ", element("span", plans[plan][1], { className: "muted small" }));
    if (other || also) {
      const rest = element("span", [other, also].filter(Boolean).join(" · "), { className: "muted small" });
      li.append(document.createElement("br"), rest);
    }
    return li;
  }

  function status(results, close) {
    if (!results) return hint;
    if (results.length) return page.say(`${results.length} found`, `找到${results.length}条`);
    const nothing = close.length ? page.say("0 found; near it:", "找到0条；相近的有：") : page.say("0 found.", "找到0条。");
    return nothing + page.say(
      " The package has names, figures and short quotes, not the plans’ whole text, which may have it.",
      "本数据包收录名称、数值和简短引文，不含规划全文；规划原文中可能有相关内容。",
    );
  }

  function show(all) {
    const results = search(input.value), close = results && !results.length ? near(input.value).slice(0, 10) : [];
    found.textContent = status(results, close);
    list.replaceChildren(...(close.length ? close : results ?? []).slice(0, all ? undefined : FIRST).map(item));
    more.hidden = all || (results?.length ?? 0) <= FIRST;
  }

  page.index = rows;
  page.search = (text) => {
    const results = search(text);
    return (results?.length ? results : near(text)).map((row) => row.address);
  };

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
