// What is said of a box or a line that is chosen, with its quotes. Every text is set as text: what others wrote makes no markup.

export const element = (name, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
};

const link = (href, text) => href ? element("a", { href }, text) : document.createTextNode(text);

// quotes are the notes that a line has the numbers of.
const quotes = (graph, line) => element("ol", { className: "notes" }, ...(line.notes ?? []).flatMap(number => {
  const note = graph.notes.find(n => n.number === number);
  return note ? [element("li", {}, element("span", { className: "number" }, String(number)), " ", note.text, " ", link(note.path, note.statement))] : [];
}));

const said = (graph, line) => {
  const name = id => graph.boxes.find(b => b.id === id)?.name ?? id;
  const text = `${name(line.from)} — ${line.words.join(" ")} → ${name(line.to)}`;
  return element("li", { className: `entry line-${line.style}` }, element("p", { className: "item" }, text), quotes(graph, line));
};

// panelOf is what is said of a box: its page, what opens or closes it, and its lines.
export const panelOf = (graph, box, toggle) => {
  const lines = graph.lines.filter(l => l.from === box.id || l.to === box.id);
  const parts = [element("h2", { id: "chosen" }, link(box.page, box.name))];
  if (box.kind) parts.push(element("p", { className: "kind" }, box.kind));
  if (box.toggle) {
    const button = element("button", { type: "button", className: "second" }, box.open ? "Close it" : "Open its links");
    button.addEventListener("click", () => toggle(box));
    parts.push(element("p", { className: "buttons" }, button, " ", link(box.page, "All that is said of it")));
  }
  return [...parts, element("ul", { className: "entries" }, ...lines.map(l => said(graph, l)))];
};

// panelOfLine is what is said with a line.
export const panelOfLine = (graph, line) => [element("h2", { id: "chosen" }, "What this line rests on"), element("ul", { className: "entries" }, said(graph, line))];
