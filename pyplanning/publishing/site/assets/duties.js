// The matrices of tasks and agencies: filtered by words, agency and plan; agencies without a task left are hidden.
"use strict";

function dutiful(form) {
  const tasks = [...document.querySelectorAll(".task")];
  const agencies = tasks.map((task) => new Set([...task.querySelectorAll("[data-agency]")].map((cell) => cell.dataset.agency)));
  const items = tasks.map((element, n) => ({
    element,
    text: `${element.firstElementChild.textContent} ${element.dataset.also}`.toLowerCase(),
    values: { agency: agencies[n].size ? [...agencies[n]] : [NONE], plan: [element.closest("section").dataset.plan] },
  }));
  const plans = [...document.querySelectorAll("section[data-plan]")];
  const count = document.querySelector('[data-count="duties"]');
  const { words: search, agency, plan } = form.elements, controls = [search, agency, plan];

  function show() {
    const chosen = choices(controls), wanted = words(search.value), worded = holding(items, wanted);
    const left = tally(controls, worded, chosen), found = new Set(fitting(worded, chosen));
    for (const item of items) item.element.hidden = !found.has(item);
    const narrowed = wanted.length > 0 || agency.value !== "";
    for (const section of plans) {
      section.hidden = !section.querySelector(".task:not([hidden])");
      for (const group of section.querySelectorAll("tbody, .tasks > li")) group.hidden = !group.querySelector(".task:not([hidden])");
      columns(section, narrowed);
    }
    count.textContent = page.say(`${found.size} of ${tasks.length} tasks.`, `共${tasks.length}项任务，显示${found.size}项。`) + left;
  }

  // Only agencies of the tasks shown keep their column.
  function columns(section, narrowed) {
    const heads = [...section.querySelectorAll("th.agency")];
    const used = new Set(tasks.flatMap((task, n) => (task.hidden || !section.contains(task) ? [] : [...agencies[n]])));
    const kept = heads.map((head) => !narrowed || used.has(head.dataset.agency));
    heads.forEach((head, n) => {
      head.hidden = !kept[n];
      head.classList.toggle("chosen", head.dataset.agency === agency.value);
    });
    for (const heading of section.querySelectorAll(".heading th")) heading.colSpan = kept.filter(Boolean).length + 1;
    for (const row of section.querySelectorAll("tr.task")) {
      if (row.hidden) continue;
      [...row.cells].slice(1).forEach((cell, n) => {
        cell.hidden = !kept[n];
        cell.classList.toggle("chosen", heads[n].dataset.agency === agency.value);
      });
    }
  }

  offer(controls, items);
  kept(form, controls, show, () => target()?.scrollIntoView({ block: "center" }));
}

document.querySelectorAll("form[data-duties]").forEach(dutiful);
