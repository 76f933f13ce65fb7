// Compare: of all indicators and concepts in the page, the one chosen is shown; the choice is kept in the address.
// Needs state and remember of site.js.
"use strict";

const choice = document.getElementById("choice");

function comparing(form) {
  const { indicator, concept } = form.elements;
  const views = [...document.querySelectorAll("#views > section")];
  const of = (name) => views.filter((view) => view.dataset.indicator === name);

  // Only concepts for which the indicator has a figure can be chosen.
  function offer(wanted) {
    concept.replaceChildren(...of(indicator.value).map((view) => new Option(view.dataset.name, view.dataset.concept)));
    concept.value = wanted ?? "";
    if (concept.selectedIndex < 0) concept.selectedIndex = 0;
  }

  function show() {
    for (const view of views) view.hidden = view.dataset.indicator !== indicator.value || view.dataset.concept !== concept.value;
  }

  function restore() {
    const given = state();
    const known = of(given.get("indicator")).length > 0;
    indicator.value = known ? given.get("indicator") : form.dataset.indicator;
    offer(known ? given.get("concept") : form.dataset.concept);
    show();
  }

  form.addEventListener("input", (event) => {
    if (event.target === indicator) offer("");
    show();
    document.getElementById("shown").textContent = document.querySelector("#views > section:not([hidden]) h2").textContent;
    remember([["indicator", indicator.value], ["concept", concept.value]]);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => target() || restore()); // a place in the page is no choice
  restore();
  form.hidden = false;
  target()?.scrollIntoView(); // what was above it is gone
}

if (choice) comparing(choice);
