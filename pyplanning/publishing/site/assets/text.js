// A plan's text as the library reads it: pyplanning/evidence/text.py, quotes.py and whole_text.py, line by line, which
// give the reasons. Both are tested with tests/evidence/texts.json.
"use strict";

page.text = (() => {
  const LARGEST = 20_000_000; // bytes
  const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g; // what Python takes for white space
  const LINE = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;
  const WORD = /^[A-Za-z0-9]$/;
  const WRITTEN = [..."。．、､“”„‟‘’「」『』《》〈〉—–―－·•‧～〔〕【】[]"];
  const FOLDED = [...'..,,""""""""""""""----···~()()()'];
  const FOLD = new Map(WRITTEN.map((char, n) => [char, FOLDED[n]]));
  const SEPARATORS = ["", "、", ".", ":", " "]; // between a heading's number and its title
  const ENDS = /[。！？!?；;：:…”’）)》」』】\]]$/;
  const FEW = 4; // quotes that say nothing of a whole text

  // ---- from a file to a text

  // Files that are no text, by how they begin.
  const KINDS = [
    ["pdf", /%PDF-/],
    ["document", /^(PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf)/],
    ["web", /<!doctype html|<html[\s>]/i],
  ];
  const MARKS = [["utf-8", "\xef\xbb\xbf"], ["utf-16le", "\xff\xfe"], ["utf-16be", "\xfe\xff"], ["gb18030", "\x84\x31\x95\x33"]];

  function unmarked(bytes) {
    const head = bytes.subarray(0, 4096);
    const zeros = [0, 1].map((odd) => head.filter((byte, n) => n % 2 === odd && !byte).length);
    if (Math.min(...zeros) || Math.max(...zeros) * 20 < head.length) return ["utf-8", "gb18030"];
    return [zeros[0] ? "utf-16be" : "utf-16le"];
  }

  // The text of a file as { written }, or what is wrong with it as { problem }.
  function decode(bytes) {
    if (bytes.length > LARGEST) return { problem: "large" };
    const head = String.fromCharCode(...bytes.subarray(0, 1024));
    const kind = KINDS.find(([, begin]) => begin.test(head));
    if (kind) return { problem: kind[0] };
    const mark = MARKS.find(([, begin]) => head.startsWith(begin));
    for (const encoding of mark ? [mark[0]] : unmarked(bytes)) {
      let written;
      try {
        written = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).replace(/^\ufeff/, "");
      } catch (error) {
        if (error instanceof TypeError) continue;
        throw error;
      }
      if (written.includes("\0")) return { problem: "binary" };
      if (!normalise(written)) return { problem: "empty" };
      // In another encoding of Asia the bytes may be GB18030 too, but give no Chinese sentences.
      if (encoding !== "gb18030" || /[，。；]/.test(written)) return { written };
    }
    return { problem: "encoding" };
  }

  // ---- the normal form

  const isWord = (char) => WORD.test(char ?? "");

  function normalise(written) {
    return written.normalize("NFKC").replace(WHITE, (white, at, whole) => (isWord(whole[at - 1]) && isWord(whole[at + white.length]) ? " " : ""));
  }

  function fold(text) {
    return Array.from(text, (char) => {
      const folded = FOLD.get(char) ?? char, lower = folded.toLowerCase();
      return lower.length === folded.length ? lower : folded;
    }).join("");
  }

  async function sha256(text) {
    if (!globalThis.crypto?.subtle) return ""; // a page of a site without HTTPS has none
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ---- quotes in a text: offsets of the data count characters, those of strings UTF-16 units

  function counted(text) {
    const points = [], units = [];
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) {
      points[unit] = units.length;
      units.push(unit);
    }
    points[text.length] = units.length;
    units.push(text.length);
    return { points, units };
  }

  function occurrences(text, quote) {
    const found = [];
    for (let at = text.indexOf(quote); quote && at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
    return found;
  }

  function spellings([, , quote, number]) {
    return number ? SEPARATORS.map((separator) => quote.slice(0, number) + separator + quote.slice(number)) : [quote];
  }

  // Where each quote is, as { start, end } in UTF-16 units and the offset that the data would have; null where it is not.
  function locate(text, rows, same) {
    const { points, units } = counted(text);
    const folded = same ? "" : fold(text);
    let drift = 0;
    const places = (where, written, form) =>
      written.flatMap((spelling) => occurrences(where, form(spelling)).map((start) => ({ start, offset: points[start], spelling })));

    return rows.map((row) => {
      const written = spellings(row), aim = row[1] + drift;
      let found = [];
      if (same) {
        const start = row[1] < 0 ? Infinity : (units[aim] ?? Infinity);
        found = written.filter((spelling) => text.startsWith(spelling, start)).slice(0, 1).map((spelling) => ({ start, offset: aim, spelling }));
      } else {
        found = places(text, written, String);
        if (!found.length) found = places(folded, written, fold);
      }
      if (!found.length) return null;
      const far = (place) => Math.abs(place.offset - aim);
      const nearer = (a, b) => far(a) - far(b) || a.offset - b.offset || (a.spelling < b.spelling ? -1 : 1);
      const { start, offset, spelling } = found.sort(nearer)[0];
      drift = offset - row[1];
      return { start, end: start + spelling.length, offset };
    });
  }

  // What is wrong with another text than the one cited: "other_document", "text_cut_off" or "".
  function misfit(text, rows, places, tables) {
    const missing = places.filter((place) => !place).length;
    if (places.length >= FEW && 4 * missing > 3 * places.length) return "other_document";
    const headings = places.filter((_, n) => tables[rows[n][0]][0] === "sections").map(Boolean);
    const lacksEnd = headings.some(Boolean) && !headings.at(-1) && headings.lastIndexOf(true) < headings.indexOf(false);
    return missing > 1 && (!ENDS.test(text) || lacksEnd) ? "text_cut_off" : "";
  }

  // ---- the text as it runs, as in pyplanning/publishing/reader/text.py

  // The lines, each with its characters and the place of each, and of the end, in the normal text.
  function lines(written) {
    const found = [];
    let end = 0, last = "";
    for (const line of written.split(LINE)) {
      const normal = normalise(line);
      if (!normal) continue;
      end += isWord(last) && isWord(normal[0]);
      found.push(placed(line, normal, end));
      end += normal.length;
      last = normal.at(-1);
    }
    return found;
  }

  function placed(line, normal, start) {
    const chars = [...line.replace(WHITE, (white, at) => (at && at + white.length < line.length ? white : ""))], at = [];
    let end = 0;
    for (const char of chars) {
      at.push(start + end);
      const letters = char.normalize("NFKC").replace(WHITE, "");
      if (!letters) end += normal[end] === " ";
      else if (normal.startsWith(letters, end)) end += letters.length;
      else return { chars: normal.split(""), at: Array.from({ length: normal.length + 1 }, (_, n) => start + n) };
    }
    return { chars, at: [...at, start + normal.length] };
  }

  // The number of the first of some places, in order, that is not before one.
  function first(places, least) {
    let low = 0, high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // A line cut where stretches begin and end: [text, numbers of the stretches that hold it, the shortest first].
  function pieces({ chars, at }, stretches) {
    const from = at[0], to = at.at(-1);
    const own = stretches.filter((s) => s.start < to && from < s.end).sort((a, b) => a.end - a.start - (b.end - b.start) || a.number - b.number);
    const edges = own.flatMap((s) => [
      ...(from < s.start ? [first(at, s.start + 1) - 1] : []),
      ...(s.end < to ? [first(at, s.end)] : []),
    ]);
    const cuts = [...new Set([0, ...edges, chars.length])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((begin, n) => [
      chars.slice(begin, cuts[n + 1]).join(""),
      own.filter((s) => s.start < at[cuts[n + 1]] && at[begin] < s.end).map((s) => s.number),
    ]);
  }

  return { decode, normalise, fold, sha256, locate, misfit, lines, pieces };
})();
