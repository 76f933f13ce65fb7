// The matrices of tasks and agencies: filtered by words, agency and plan; agencies without a task left are hidden.
"use strict";

function dutiful(form) {
  const tasks = [...document.querySelectorAll(".task")];
  const texts = tasks.map((task) => `${task.firstElementChild.textContent} ${task.dataset.also}`.toLowerCase());
  const agencies = tasks.map((task) => new Set([...task.querySelectorAll("[data-agency]")].map((cell) => cell.dataset.agency)));
  const plans = [...document.querySelectorAll("section[data-plan]")];
  const count = document.querySelector('[data-count="duties"]');
  const { words: search, agency, plan } = form.elements;

  function show() {
    const wanted = words(search.value);
    tasks.forEach((task, n) => {
      task.hidden = !((!agency.value || agencies[n].has(agency.value)) &&
        (!plan.value || task.closest("section").dataset.plan === plan.value) && wanted.every((word) => texts[n].includes(word)));
    });
    const narrowed = wanted.length > 0 || agency.value !== "";
    for (const section of plans) {
      section.hidden = !section.querySelector(".task:not([hidden])");
      for (const group of section.querySelectorAll("tbody, .tasks > li")) group.hidden = !group.querySelector(".task:not([hidden])");
      columns(section, narrowed);
    }
    const shown = tasks.filter((task) => !task.hidden).length;
    count.textContent = page.say(`${shown} of ${tasks.length} tasks`, `共${tasks.length}项任务，显示${shown}项`);
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

  kept(form, [search, agency, plan], show, () => target()?.scrollIntoView({ block: "center" }));
}

document.querySelectorAll("form[data-duties]").forEach(dutiful);
