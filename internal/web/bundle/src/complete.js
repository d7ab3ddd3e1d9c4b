// What the editor completes: the steps of the language, as the server lists them, and the terms of the graph, which it looks up.
import { startCompletion, pickedCompletion } from "@codemirror/autocomplete";
import { placeOf } from "./place.js";

const waits = 120; // ms that nobody types, before the server is asked

// Completer completes for a page: at steps is the language, at terms predicates and nodes are looked up.
export const completer = (steps, terms) => {
  const language = fetch(steps).then(answer => answer.ok ? answer.json() : [], () => []);
  const known = new Map(); // what was looked up

  const lookUp = async (wanted, text, context) => {
    const key = new URLSearchParams({ for: wanted, text }).toString();
    if (known.has(key)) return known.get(key);
    await new Promise(done => setTimeout(done, waits));
    if (context.aborted) return [];
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort());
    try {
      const answer = await fetch(`${terms}?${key}`, { signal: stop.signal });
      if (!answer.ok) return [];
      known.set(key, (await answer.json()).terms);
      return known.get(key);
    } catch {
      return []; // nobody waits, or the server is gone: what is typed stays
    }
  };

  return async context => {
    const { state, pos, explicit } = context;
    const place = placeOf(state, pos);
    const methods = await language;
    if (place.string) {
      const wanted = wants(methods, place.call);
      const { from } = place.string;
      const typed = state.sliceDoc(from, pos);
      if (wanted === "tag") return { from, options: tagsIn(state.doc.toString()).map(label => ({ label, type: "variable", apply: closing(label, place.string) })) };
      if (!wanted || !explicit && typed.length === 0 && wanted !== "predicate") return nothing(pos);
      const found = await lookUp(wanted === "name" ? "node" : wanted, typed, context);
      return options(from, found, term => closing(wanted === "name" ? term.name ?? term.iri : `<${term.iri}>`, place.string));
    }
    if (place.word === undefined || place.on === null) return nothing(pos);
    const from = pos - place.word.length;
    const calls = methods.filter(m => m.on === place.on).map(completion);
    if (place.on !== "") return { from, options: calls, validFor: /^\w*$/ };
    if (!explicit && !place.word) return nothing(pos);
    const wanted = place.call && wants(methods, place.call);
    if (wanted && wanted !== "tag" && (explicit || place.word.length > 1)) {
      const found = await lookUp(wanted === "name" ? "node" : wanted, place.word, context);
      if (found.length > 0) return options(from, found, term => JSON.stringify(wanted === "name" ? term.name ?? term.iri : `<${term.iri}>`));
    }
    return { from, options: [...calls, { label: "g", type: "variable", detail: "the graph" }, { label: "params", type: "variable", detail: "the parameters of a saved query" }], validFor: /^\w*$/ };
  };
};

// wants says what an argument of a call names: as in the program, a node where there is no call.
const wants = (methods, call) => {
  if (!call) return "node";
  const named = name => methods.find(m => m.name === name && m.on === call.on);
  const method = named(call.name) ?? named(call.name[0].toLowerCase() + call.name.slice(1));
  if (!method?.wants) return "";
  return method.wants[call.argument] ?? (method.rest ? method.wants.at(-1) : "");
};

// tagsIn are the strings of a program that look like names, as tag(…) and save(…) bind them.
const tagsIn = program => [...new Set([...program.matchAll(/(["'])([^"'<>\s]+)\1/g)].map(m => m[2]))];

// nothing is an answer without completions. Where somebody types while a source waits, an answer that is null would not be asked for again.
const nothing = from => ({ from, options: [] });

// options are terms to choose from, in the order of the server, which has filtered them.
const options = (from, found, apply) => ({
  from, filter: false,
  options: found.map(term => ({
    label: term.name ?? term.iri, detail: term.name ? term.iri : undefined, info: term.about, type: "constant", apply: apply(term),
  })),
});

// completion is a step, with its brackets: what it takes is completed next.
const completion = m => ({
  label: m.name, detail: `(${m.takes ?? ""})`, info: m.doc, type: m.on === "path" && m.gives !== "this" ? "keyword" : "function",
  apply: (view, picked, from, to) => {
    const open = view.state.sliceDoc(to, to + 1) === "(";
    const insert = m.name + (open ? "" : "()");
    const anchor = from + m.name.length + (m.takes || open ? 1 : 2);
    view.dispatch({ changes: { from, to, insert }, selection: { anchor }, annotations: pickedCompletion.of(picked), userEvent: "input.complete" });
    if (m.takes) startCompletion(view);
  },
});

// closing puts a text in the place of a whole string, and the cursor behind it.
const closing = (text, string) => (view, picked, from, to) => {
  const inside = text.replaceAll("\\", "\\\\").replaceAll(string.quote, "\\" + string.quote);
  const end = string.closed ? to + endOf(view.state, to, string.quote) : to;
  const changes = { from, to: end, insert: inside + (string.closed ? "" : string.quote) };
  view.dispatch({ changes, selection: { anchor: from + inside.length + 1 }, annotations: pickedCompletion.of(picked), userEvent: "input.complete" });
};

// endOf is how far behind a place the string goes on.
const endOf = (state, at, quote) => {
  const rest = state.doc.lineAt(at).text.slice(at - state.doc.lineAt(at).from);
  for (let i = 0; i < rest.length; i++) {
    if (rest[i] === "\\") i++;
    else if (rest[i] === quote) return i;
  }
  return 0;
};
