// Charts are copied as SVG or PNG, with title, version and licence; where the clipboard is closed they are downloaded.
"use strict";

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity", "color", "font-family", "font-size", "font-weight", "text-anchor"];
const EDGE = 12, ABOVE = 28, BELOW = 24; // pixels about a chart: its title is above, its source below

function standalone(chart) {
  const { width, height } = chart.getBoundingClientRect(), style = getComputedStyle(document.body);
  const copy = chart.cloneNode(true), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const [from, into] = [chart, copy].map((one) => [one, ...one.querySelectorAll("*")]);
  from.forEach((element, n) => {
    const look = getComputedStyle(element);
    into[n].setAttribute("style", LOOK.map((name) => `${name}: ${look.getPropertyValue(name)}`).join("; "));
  });
  for (const [name, value] of Object.entries({ x: EDGE, y: ABOVE, width, height, overflow: "visible" })) copy.setAttribute(name, value);
  const size = { width: Math.ceil(width + 2 * EDGE), height: Math.ceil(height + ABOVE + BELOW) };
  for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
  const add = (name, attributes, text = "") => {
    const element = document.createElementNS(svg.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    svg.append(element);
  };
  const font = { "font-family": style.fontFamily, fill: style.color };
  add("rect", { width: "100%", height: "100%", fill: style.backgroundColor });
  add("text", { x: EDGE, y: 18, "font-size": 14, "font-weight": 600, ...font }, chart.closest("figure").querySelector("figcaption").innerText.replace(/\s+/g, " "));
  svg.append(copy);
  add("text", { x: EDGE, y: size.height - 8, "font-size": 11, ...font }, document.querySelector(".bottom [data-source]").textContent);
  return { text: new XMLSerializer().serializeToString(svg), ...size };
}

async function picture({ text, width, height }) {
  const image = new Image(), canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function taken(button, chart, kind) {
  const made = standalone(chart);
  const blob = kind === "svg" ? new Blob([made.text], { type: "image/svg+xml" }) : await picture(made);
  const type = kind === "svg" ? "text/plain" : "image/png"; // as text an SVG can be pasted anywhere
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: kind === "svg" ? new Blob([made.text], { type }) : blob })]);
    button.textContent = page.say("Copied", "已复制");
  } catch {
    save(blob, `${document.title.split(" – ")[0].replace(/[^\p{L}\p{N}]+/gu, "-")}.${kind}`);
    button.textContent = page.say("Saved", "已保存");
  }
}

for (const chart of document.querySelectorAll("figure > svg.plot")) {
  const line = Object.assign(document.createElement("p"), { className: "copy small" });
  for (const kind of ["svg", "png"]) {
    const text = page.say(`Copy as ${kind.toUpperCase()}`, `复制为${kind.toUpperCase()}`);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.addEventListener("click", () => taken(button, chart, kind));
    line.append(button);
  }
  chart.after(line);
}
