// The map of the provinces: the figure chosen gives each tile its shade and its text.
// Needs page, state and remember of site.js.
"use strict";

function mapping(form) {
  const maps = page.data.maps, choice = form.elements.map, legend = document.getElementById("map-legend");
  const last = legend.lastElementChild; // what has no figure

  function show() {
    const [title, unit, ranges, tiles] = maps[choice.value];
    document.getElementById("map-title").textContent = page.say(`${title} (${unit})`, `${title}（${unit}）`);
    for (const tile of document.querySelectorAll("#tiles .tile")) {
      const [shade, text] = tiles[tile.dataset.region];
      tile.className = `tile shade${shade}`;
      tile.querySelector(".tile-figure").textContent = text || "–";
    }
    legend.replaceChildren(...ranges.map((text, shade) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("span"), { className: `swatch shade${shade}` }), text);
      return item;
    }), last);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  choice.addEventListener("change", show);
  if (choice.value !== "0") show(); // the browser may keep a choice
  form.hidden = false;
}

if (document.getElementById("map-choice")) mapping(document.getElementById("map-choice"));
