// The canvas of the graph with its buttons and keys.
import { element } from "./panel.js";
import { nextTo } from "./room.js";

const step = 80; // pixels that a key or button moves the graph

const hint = "Arrow keys go from box to box, Enter opens one, Shift and an arrow key moves the graph, + and − zoom, 0 shows all. The table below says the same.";

// makeStage makes the elements; wire gives them what they do once there is a graph on them.
export const makeStage = () => {
  const buttons = element("p", { className: "buttons canvas-buttons" });
  buttons.setAttribute("role", "group");
  buttons.setAttribute("aria-label", "Move and zoom the graph");
  const stage = element("div", { className: "canvas-stage", tabIndex: 0 });
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", "Graph");
  stage.setAttribute("aria-describedby", "canvas-hint");
  const told = element("p", { className: "quiet canvas-told" });
  told.setAttribute("role", "status");
  const panel = element("div", { className: "canvas-panel" });
  const section = element("section", { className: "canvas noprint" }, buttons, stage, element("p", { className: "quiet", id: "canvas-hint" }, hint), told, panel);
  section.setAttribute("aria-label", "The graph, to walk");
  return { section, buttons, stage, told, panel };
};

// wire lets buttons and keys move, zoom and choose.
export const wire = ({ stage, buttons }, cy, { all, tidy, choose, enter }) => {
  const zoom = factor => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const pan = (x, y) => cy.panBy({ x: -x * step, y: -y * step });
  const acts = [
    ["−", "Zoom out", () => zoom(0.8)], ["+", "Zoom in", () => zoom(1.25)], ["All", "Show all of the graph", all], ["Tidy", "Put every box where the server draws it", tidy],
    ["←", "Move left", () => pan(-1, 0)], ["→", "Move right", () => pan(1, 0)], ["↑", "Move up", () => pan(0, -1)], ["↓", "Move down", () => pan(0, 1)],
  ];
  for (const [text, label, act] of acts) {
    const button = element("button", { type: "button", className: "second", title: label }, text);
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    buttons.append(button);
  }
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const keys = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: all, Enter: enter, " ": enter };
  stage.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ways[event.key], act = way ? () => event.shiftKey ? pan(...way) : walk(...way) : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const walk = (dx, dy) => {
    const boxes = cy.nodes(".box").map(n => ({ ...n.position(), node: n }));
    const from = boxes.find(b => b.node.selected());
    const next = from ? nextTo(boxes, from, dx, dy) : boxes.find(b => b.node.hasClass("open")) ?? boxes[0];
    if (next) choose(next.node);
  };
  // The wheel scrolls the page, as everywhere; with Ctrl it zooms.
  stage.parentElement.addEventListener("wheel", event => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true });
};
