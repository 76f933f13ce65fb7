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

  // The view that an address asks for: a concept alone is shown by the indicator that compares most plans in it.
  function asked(given) {
    if (of(given.get("indicator")).length) return { indicator: given.get("indicator"), concept: given.get("concept") };
    const [most] = views.filter((view) => view.dataset.concept === given.get("concept")).sort((a, b) => b.dataset.plans - a.dataset.plans);
    return given.get("concept") && most ? most.dataset : form.dataset;
  }

  function restore() {
    const wanted = asked(state());
    indicator.value = wanted.indicator;
    offer(wanted.concept);
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
