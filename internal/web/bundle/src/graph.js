// The graph page, to walk: the picture that the server draws becomes one whose boxes open in place. What a box opens is the page on which it is open: that page is fetched,
// its list, table and notes take the place of those that are here, and the address is its address.
import cytoscape from "cytoscape";
import { makeStage, wire } from "./stage.js";
import { panelOf, panelOfLine } from "./panel.js";
import { aboveLine, roomAround, segments, wordsOn, wordsSize } from "./room.js";
import { styles } from "./strokes.js";

const graphOf = page => {
  const text = page.getElementById("drawn-graph")?.textContent;
  return text ? JSON.parse(text) : null;
};

const keyOf = line => [line.from, line.to, line.style, line.disputed ? "disputed" : ""].join("\u0001");

// Cytoscape would put a style element into the page, which the policy forbids, unless there is one by this name already. What it says stands in our style sheet.
document.body.append(Object.assign(document.createElement("template"), { id: "__________cytoscape_stylesheet" }));

let graph = graphOf(document);
const parts = makeStage();
document.querySelector('[data-live="told"]').before(parts.section);
document.querySelector("main").classList.add("walks");
const cy = cytoscape({ container: parts.stage, style: styles(), minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false, layout: { name: "preset" } });

// show draws what the server sent: what is there stays where it is, what is new goes around a box, or where the server has it.
const show = origin => {
  const boxes = new Map(graph.boxes.map(b => [b.id, b])), lines = new Map(graph.lines.map(l => [keyOf(l), l]));
  cy.batch(() => {
    cy.nodes(".box").filter(n => !boxes.has(n.id())).remove();
    cy.edges().filter(e => !lines.has(e.id())).remove();
    cy.nodes(".sign").remove();
  });
  const taken = origin ? takenNow() : null;
  for (const box of graph.boxes) {
    const data = { label: box.words.join("\n"), width: box.width, height: box.height };
    const classes = ["box", box.content && "content", box.open && "open"].filter(Boolean).join(" ");
    const there = cy.getElementById(box.id);
    if (there.nonempty()) there.data(data).classes(classes);
    else cy.add({ group: "nodes", data: { id: box.id, ...data }, classes, position: placeFor(box, origin, taken) });
  }
  for (const [key, line] of lines) {
    const data = { label: line.words.join("\n") };
    const there = cy.getElementById(key);
    if (there.nonempty()) there.data(data);
    else cy.add({ group: "edges", data: { id: key, source: line.from, target: line.to, ...data }, classes: line.style });
    route(line);
  }
  sign();
};

// takenNow is what stands on the canvas: boxes, the words of lines, and the ways that lines go.
const takenNow = () => ({
  boxes: cy.nodes(".box").map(n => ({ id: n.id(), ...n.position(), width: n.data("width"), height: n.data("height") })),
  words: cy.edges().map(e => e.scratch("_words")),
  ways: cy.edges().map(e => [e.source().position(), ...(e.segmentPoints() ?? []), e.target().position()]).flatMap(places => places.slice(1).map((place, i) => [places[i], place])),
});

// placeFor is where a new box goes, which takes its place.
const placeFor = (box, origin, taken) => {
  if (!origin) return { x: box.x, y: box.y };
  const bonds = taken.boxes.map(end => ({ end, lines: graph.lines.filter(l => l.from === box.id && l.to === end.id || l.to === box.id && l.from === end.id) })).filter(b => b.lines.length);
  const place = roomAround(box, origin.position(), bonds, taken);
  taken.boxes.push(place);
  for (const { end, lines } of bonds) {
    taken.words.push(wordsOn(place, end, lines));
    taken.ways.push([place, end]);
  }
  return { x: place.x, y: place.y };
};

const at = (node, place) => node.position("x") === place.x && node.position("y") === place.y;

// route lets a line run as the server has it where its boxes stand as there, else straight, its words above its middle.
const route = line => {
  const edge = cy.getElementById(keyOf(line)), [from, to] = [edge.source(), edge.target()];
  const kept = edge.scratch("_route");
  if (kept && kept.words === edge.data("label") && at(from, kept.from) && at(to, kept.to)) return;
  const [home, goal] = [line.from, line.to].map(id => graph.boxes.find(b => b.id === id));
  edge.removeClass("routed").removeStyle();
  if (line.from !== line.to && at(from, home) && at(to, goal)) {
    if (line.bends?.length) edge.addClass("routed").style(segments(home, goal, line.bends));
    const middle = edge.midpoint();
    edge.style({ "text-margin-x": line.x - middle.x, "text-margin-y": line.y - middle.y });
    edge.scratch("_words", { x: line.x, y: line.y, ...wordsSize(line.words) });
  } else {
    const middle = edge.midpoint();
    edge.style("text-margin-y", aboveLine(line));
    edge.scratch("_words", { x: middle.x, y: middle.y + aboveLine(line), ...wordsSize(line.words) });
  }
  edge.scratch("_route", { words: edge.data("label"), from: { ...from.position() }, to: { ...to.position() } });
};

// sign puts the signs of denial and of dispute on the middles of their lines.
const sign = () => {
  for (const line of graph.lines) {
    if (line.style !== "struck" && !line.disputed) continue;
    const id = "sign\u0001" + keyOf(line), position = cy.getElementById(keyOf(line)).midpoint();
    const there = cy.getElementById(id);
    if (there.nonempty()) there.position(position);
    else cy.add({ group: "nodes", data: { id }, classes: line.style === "struck" ? "sign" : "sign disputed", position, selectable: false, grabbable: false });
  }
};

const margin = 24; // around what is shown, in pixels
const [overview, readable] = [0.4, 0.7]; // how small boxes are shown unasked, and how small where not all can be

// all shows every box and all the words of lines.
const all = () => {
  cy.fit(cy.elements(), margin);
  if (cy.zoom() > 1.1) cy.zoom(1.1);
  cy.center();
};

// frame shows all, unless that would be too small to tell what is what: then what is open, and no empty ground beside it.
const frame = () => {
  all();
  if (cy.zoom() >= overview) return;
  cy.zoom(readable);
  cy.center(cy.nodes(".open"));
  const shown = cy.elements().renderedBoundingBox();
  cy.panBy({ x: inward(shown.x1, shown.x2, cy.width(), margin), y: inward(shown.y1, shown.y2, cy.height(), margin) });
};

// inward is how far to move what reaches from one place to another, so that it fills a room, or stands in its middle.
const inward = (from, to, room, margin) => {
  if (to - from <= room - 2 * margin) return (room - from - to) / 2;
  return from > margin ? margin - from : to < room - margin ? room - margin - to : 0;
};

const tidy = () => {
  for (const box of graph.boxes) cy.getElementById(box.id).position({ x: box.x, y: box.y });
  for (const line of graph.lines) route(line);
  sign();
  frame();
};

const tell = text => { parts.told.textContent = text; };

// choose shows what is said of a box, and brings it into view.
const choose = node => {
  cy.elements().unselect();
  node.select();
  const box = graph.boxes.find(b => b.id === node.id());
  const links = graph.lines.filter(l => l.from === box.id || l.to === box.id).length;
  tell(`${box.name}, ${box.open ? "open" : "not open"}, ${links} ${links === 1 ? "line" : "lines"}`);
  parts.panel.replaceChildren(...panelOf(graph, box, toggle));
  const seen = node.renderedBoundingBox();
  if (seen.x1 < 0 || seen.y1 < 0 || seen.x2 > cy.width() || seen.y2 > cy.height()) cy.center(node);
};

const chooseLine = edge => {
  cy.elements().unselect();
  edge.select();
  parts.panel.replaceChildren(...panelOfLine(graph, graph.lines.find(l => keyOf(l) === edge.id())));
};

// toggle opens a box, or closes it.
const toggle = box => go(box.toggle, box.open ? null : cy.getElementById(box.id));

// go makes this page the one at an address. What is new there stands around origin, if that is given.
let going = null;
const go = async (address, origin, remember = true) => {
  going?.abort();
  const mine = going = new AbortController();
  parts.stage.setAttribute("aria-busy", "true");
  tell("Opening…");
  let page;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    if (mine.signal.aborted) return; // another box was chosen meanwhile
    tell("The server does not answer.");
    parts.stage.removeAttribute("aria-busy");
    return;
  }
  if (mine.signal.aborted) return;
  const next = graphOf(page);
  if (!next) {
    location.assign(address); // nothing is drawn there, and the page says why
    return;
  }
  if (remember) history.pushState(null, "", address);
  document.title = page.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  document.dispatchEvent(new CustomEvent("swapped"));
  const before = new Set(graph.boxes.map(b => b.id));
  graph = next;
  show(origin);
  parts.stage.removeAttribute("aria-busy");
  const inView = parts.stage.contains(document.activeElement) || parts.panel.contains(document.activeElement) || document.activeElement === document.body;
  if (origin?.inside()) {
    choose(origin);
    const more = graph.boxes.filter(b => !before.has(b.id)).length;
    tell(`${graph.boxes.find(b => b.id === origin.id()).name} is open: ${more} more ${more === 1 ? "box" : "boxes"}.`);
    reveal();
  } else {
    cy.elements().unselect();
    parts.panel.replaceChildren();
    tell(`${graph.boxes.length} boxes, ${graph.lines.length} lines.`);
  }
  if (inView) parts.stage.focus({ preventScroll: true });
};

// reveal zooms out where something stands outside of the view.
const reveal = () => {
  const shown = cy.elements().renderedBoundingBox();
  if (shown.x1 < 0 || shown.y1 < 0 || shown.x2 > cy.width() || shown.y2 > cy.height()) frame();
};

const enter = () => {
  const chosen = cy.nodes(".box:selected");
  if (chosen.empty()) return;
  const box = graph.boxes.find(b => b.id === chosen.id());
  if (box.open || !box.toggle) parts.panel.querySelector("a, button")?.focus();
  else toggle(box);
};

wire(parts, cy, { all, tidy, choose, enter });
cy.on("tap", "node.box", event => {
  choose(event.target);
  const box = graph.boxes.find(b => b.id === event.target.id());
  if (!box.open && box.toggle) toggle(box);
});
cy.on("tap", "edge", event => chooseLine(event.target));
cy.on("position", "node.box", sign);
cy.on("free", "node.box", event => {
  const moved = event.target.connectedEdges().map(e => e.id());
  for (const line of graph.lines) if (moved.includes(keyOf(line))) route(line);
  sign();
});
document.addEventListener("click", event => {
  const link = event.target.closest('[data-live="open"] .close');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.getAttribute("href"), null);
});
addEventListener("popstate", () => go(location.href, null, false));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { cy.style(styles()); });
show(null);
frame();
let framed = cy.width(); // that the graph was shown whole at
new ResizeObserver(() => {
  cy.resize();
  if (framed !== cy.width()) frame();
  framed = cy.width();
}).observe(parts.stage);
