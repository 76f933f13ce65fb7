// A file is chosen or dropped: the page says whether it has the plan's text, and shows it with every row at its quote.
"use strict";

(() => {
  const part = document.getElementById("official");
  const [drop, verdict, found] = ["drop", "verdict", "found"].map((name) => part.querySelector(`.${name}`));
  const input = document.getElementById("official-file");
  const { say, text: reading } = page;
  const { element, link, number } = reading;
  let latest = 0; // which file was given last: one that is read slowly may not replace it

  const PROBLEMS = {
    pdf: say("A PDF cannot be read here. Save its text as a .txt file first, and choose that.", "此处无法读取PDF文件，请先将其文字另存为文本文件（.txt），再选择该文件。"),
    document: say("A document of Word or the like cannot be read here. Save it as plain text (.txt) first, and choose that.", "此处无法读取Word等文档，请先另存为纯文本文件（.txt），再选择该文件。"),
    web: say("This is a web page, not a text. Open it, copy the plan's text into a .txt file, and choose that.", "这是网页文件，不是文本文件。请打开网页，将规划原文复制到文本文件（.txt）中，再选择该文件。"),
    binary: say("This is no text. Choose a .txt file with the plan's text.", "这不是文本文件，请选择载有规划原文的文本文件（.txt）。"),
    empty: say("The file is empty. Choose a .txt file with the plan's text.", "文件为空，请选择载有规划原文的文本文件（.txt）。"),
    large: say("The file is larger than 20 MB. Choose a .txt file with the text of this plan alone.", "文件超过20MB，请选择仅载有本规划原文的文本文件（.txt）。"),
    encoding: say("The letters of this file cannot be read. Save it as UTF-8, and choose it again.", "无法识别文件的编码，请另存为UTF-8编码后重新选择。"),
    unreadable: say("The file cannot be read. Choose a single .txt file that is on this computer.", "无法读取文件，请选择本机上的一个文本文件（.txt）。"),
    page: say("This page lacks its list of quotes. Load the page again, and choose the file once more.", "本页的引文数据未能载入，请刷新页面后重新选择文件。"),
  };

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = element("script", [], { src: address, onload: resolve, onerror: () => reject(new Error(address)) });
      document.head.append(script);
    });
  }

  // ---- what the text is

  // Whether it is the edition that the data were made from: by its digest, or else by its length and all its places.
  function isSame(text, digest, { sha256, length, rows }) {
    if (digest || !sha256) return !sha256 || digest === sha256;
    return [...text].length === length && reading.locate(text, rows, true).every(Boolean);
  }

  function sentences(kind, all, here, unmoved) {
    const [n, k, lost] = [all, here, all - here].map(number);
    if (kind === "other_document") {
      return say(
        `This is not the text of this plan: it has only ${k} of the ${n} quotes.`,
        `这不是本规划的原文：${n}处引文中只有${k}处出自其中。`,
      );
    }
    if (kind === "text_cut_off") {
      return say(
        `The text is not whole: ${k} of ${n} quotes were found, ${lost} not. Copy it once more, to its end, with the annexes.`,
        `原文不完整：${n}处引文中找到${k}处，${lost}处未找到。请重新复制全文，包括附件。`,
      );
    }
    if (kind === "alike") {
      return say(
        `All ${n} quotes were found at their places, and the text is as long as that the data were made from.`,
        `全部${n}处引文均在原位置找到，字数也与数据所依据的文本相同。`,
      );
    }
    if (kind === "same") {
      return here === all
        ? say(`All ${n} quotes were found at their places: this is the edition the data were made from.`, `全部${n}处引文均在原位置找到：这就是数据所依据的版本。`)
        : say(`This is the edition the data were made from; but of ${n} quotes ${lost} are not at their places.`, `这就是数据所依据的版本，但${n}处引文中有${lost}处不在原位置。`);
    }
    const moved = number(here - unmoved);
    if (here < all) {
      return say(
        `Another edition or copy: ${k} of ${n} quotes were found (${moved} at another place), ${lost} not.`,
        `这是另一版本：${n}处引文中找到${k}处（其中${moved}处位置有变动），${lost}处未找到。`,
      );
    }
    return say(
      `Another edition or copy, which differs from the text the data were made from; but all ${n} quotes were found (${moved} at another place).`,
      `这是另一版本，与数据所依据的文本不尽相同，但全部${n}处引文均已找到（其中${moved}处位置有变动）。`,
    );
  }

  // ---- a file is given

  function report(content, isGood) {
    verdict.replaceChildren(element("p", content, { className: isGood ? "good" : "issue" }));
  }

  function forget() {
    found.hidden = true;
    found.replaceChildren();
    for (const old of document.querySelectorAll(".spot")) old.remove();
  }

  function refuse(problem) {
    latest++;
    forget();
    report(PROBLEMS[problem], false);
  }

  async function bytesOf(file) {
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      if (error instanceof DOMException) return null; // a folder, or a file that is gone
      throw error;
    }
  }

  async function loaded() {
    try {
      await Promise.all(["quotes", "texts"].map((name) => page.data[name] ?? load(part.dataset[name])));
    } catch {
      return false;
    }
    return true;
  }

  async function read(file) {
    const turn = ++latest;
    forget();
    report(say("Reading the file …", "正在读取文件……"), true);
    const bytes = await bytesOf(file), isComplete = await loaded();
    const { written, problem } = bytes ? reading.decode(bytes) : { problem: "unreadable" };
    const text = problem ? "" : reading.normalise(written), digest = problem ? "" : await reading.sha256(text);
    if (turn !== latest) return;
    if (problem || !isComplete) return refuse(problem ?? "page");
    const data = page.data.quotes, other = page.data.texts[digest];
    if (other && digest !== data.sha256) {
      const [name, address] = other;
      return report([say("This is the text of another plan: ", "这是另一规划的原文："), link(name, address), say(". Give it to that plan's page.", "。请在该规划的页面中打开。")], false);
    }
    const same = isSame(text, digest, data);
    const places = reading.locate(text, data.rows, same), here = places.filter(Boolean);
    const kind = same ? (digest ? "same" : "alike") : reading.misfit(text, data.rows, places, data.tables);
    const unmoved = here.filter((place) => place.offset === data.rows[places.indexOf(place)][1]).length;
    report(sentences(kind, places.length, here.length, unmoved), here.length === places.length);
    if (kind !== "other_document") page.text.show(found, written, data, places);
  }

  drop.hidden = false;
  input.addEventListener("change", () => {
    if (input.files.length) read(input.files[0]);
  });
  input.addEventListener("click", () => (input.value = "")); // the same file may be chosen once more
  part.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  part.addEventListener("dragleave", () => drop.classList.remove("over"));
  part.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const files = event.dataTransfer.files;
    if (files.length !== 1) return refuse("unreadable");
    input.files = files; // so that the box has its name
    read(files[0]);
  });
})();
