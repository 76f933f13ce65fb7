// The headings of a plan: all opened or closed at once; what the address names is opened and shown.
"use strict";

(() => {
  const folds = [...document.getElementById("outline").querySelectorAll("details")];

  for (const button of document.querySelectorAll("button[data-fold]")) {
    button.addEventListener("click", () => {
      for (const fold of folds) fold.open = button.dataset.fold === "open";
    });
  }

  page.unfold = (aimed) => {
    for (let fold = aimed.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };

  function reveal() {
    const aimed = target();
    if (!aimed) return;
    page.unfold(aimed);
    const taken = aimed.querySelector(":scope > details.taken");
    if (taken) taken.open = true;
    aimed.scrollIntoView();
  }

  window.addEventListener("hashchange", reveal);
  reveal();
})();
