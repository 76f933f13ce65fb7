// The tree of parks: filtered by words and choices, places opened and closed.
"use strict";

function treed(form) {
  const tree = document.getElementById(form.dataset.tree);
  const parks = [...tree.querySelectorAll(".park")];
  const branches = [...tree.querySelectorAll(".branch")].reverse(); // inner ones first
  const controls = [...form.elements].filter((control) => control.name);
  const items = parks.map((park) => itemOf(park, park.firstElementChild.textContent, controls));
  const count = document.querySelector(`[data-count="${form.dataset.tree}"]`);
  const first = new Map(branches.map((branch) => [branch, branch.open]));

  function show() {
    const chosen = choices(controls), wanted = searched(controls), worded = holding(items, wanted);
    const found = fitting(worded, chosen).map(({ element }) => element);
    const seen = new Set(found);
    for (const park of found) { // a park that is in another is seen with it
      for (let above = park.parentElement.closest(".park"); above; above = above.parentElement.closest(".park")) seen.add(above);
    }
    for (const park of parks) park.hidden = !seen.has(park);
    const narrowed = chosen.length + wanted.length > 0;
    for (const branch of branches) {
      const size = found.filter((park) => branch.contains(park)).length;
      branch.hidden = !size;
      branch.open = narrowed || first.get(branch);
      branch.querySelector("[data-parks]").textContent = size;
    }
    const left = tally(controls, worded, chosen);
    count.textContent = page.say(`${found.length} of ${parks.length} parks.`, `共${parks.length}个园区，显示${found.length}个。`) + left;
  }

  for (const button of document.querySelectorAll("[data-unfold]")) {
    button.addEventListener("click", () => branches.forEach((branch) => (branch.open = button.dataset.unfold === "open")));
  }
  offer(controls, items);
  kept(form, controls, show, (given) => {
    for (const more of form.querySelectorAll("details")) more.open = !narrow.matches || given.size > 0;
  });
}

document.querySelectorAll("form[data-tree]").forEach(treed);
