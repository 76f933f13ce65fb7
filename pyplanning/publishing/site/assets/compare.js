// Compare: an indicator has a page; of the concepts in it, the one chosen is shown, and the choice is kept in the address.
// Needs page, state and remember of site.js.
"use strict";

function comparing(form) {
  const { indicator, concept } = form.elements;
  const groups = page.data.compare, known = new Map(groups.flatMap(([, choices]) => choices.map(([key, , address]) => [key, address])));
  const views = [...document.querySelectorAll("#views > section")];
  const open = (key, rest = "") => location.assign(form.dataset.folder + known.get(key) + rest);

  function offer() {
    const options = groups.map(([label, choices]) => {
      const group = Object.assign(document.createElement("optgroup"), { label });
      group.append(...choices.map(([key, name]) => new Option(name, key)));
      return group;
    });
    indicator.replaceChildren(...(form.dataset.indicator ? [] : [new Option(page.say("choose …", "请选择"), "")]), ...options);
    indicator.value = form.dataset.indicator;
  }

  function show() {
    for (const view of views) view.hidden = view.dataset.concept !== concept.value;
  }

  function restore() {
    indicator.value = form.dataset.indicator; // also after a step back
    const given = state();
    // Pages of earlier versions had all indicators at one address.
    if (!concept && known.has(given.get("indicator"))) open(given.get("indicator"), given.get("concept") ? `#concept=${given.get("concept")}` : "");
    if (!concept) return;
    concept.value = given.get("concept") ?? "";
    if (concept.selectedIndex < 0) concept.selectedIndex = 0;
    show();
  }

  indicator.addEventListener("change", () => open(indicator.value));
  concept?.addEventListener("change", () => {
    show();
    document.getElementById("shown").textContent = document.querySelector("#views > section:not([hidden]) h2").textContent;
    remember([["concept", concept.value]]);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => target() || restore()); // a place in the page is no choice
  window.addEventListener("pageshow", restore);
  offer();
  restore();
  form.hidden = false;
}

comparing(document.getElementById("choice"));
