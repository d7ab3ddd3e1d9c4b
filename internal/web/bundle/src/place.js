// Where in a program the cursor is: in which call, at which argument, in a string or not. As rapport repl sees it (repl_scan.go), but by the syntax tree.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";

// A string that the cursor is in: its quote, where its text begins, where it ends, and whether it is closed.
const stringAt = (state, node, pos) => {
  if (node.name !== "String" || pos <= node.from) return null;
  const text = state.sliceDoc(node.from, node.to);
  const closed = text.length > 1 && text.endsWith(text[0]);
  if (closed && pos === node.to) return null;
  return { quote: text[0], from: node.from + 1, to: closed ? node.to - 1 : node.to, closed };
};

// callAt is the call whose arguments the cursor is among: the method, with what it is called on, and the number of the argument from 0.
const callAt = (state, node, pos) => {
  for (; node; node = node.parent) {
    if (node.name === "ArrayExpression" || node.name === "String" || node.name === "VariableName" || node.type.isError) continue;
    if (node.name !== "ArgList" || pos <= node.from) return null;
    const callee = node.parent?.firstChild;
    if (!callee) return null;
    let argument = 0;
    for (let part = node.firstChild; part && part.from < pos; part = part.nextSibling) if (part.name === ",") argument++;
    const [object, name] = callee.name === "MemberExpression" ? [callee.firstChild, callee.lastChild] : [null, callee];
    return { on: object ? receiver(state.sliceDoc(object.from, object.to)) : "", name: state.sliceDoc(name.from, name.to), argument };
  }
  return null;
};

// receiver says which methods follow a dot behind a text: those of g, those of a path, or none that we know of.
export const receiver = text => {
  if (/(^|[^\w.)\]])(g|graph)\s*$/.test(text)) return "g";
  if (/(^|[^\w.])(params|Math|JSON|Object|Array|Number|String|Date|console)\s*$/.test(text)) return null;
  return "path";
};

const parses = 500; // ms at most, for what of the tree is not there yet

const silent = /^(LineComment|BlockComment|TemplateString|RegExp|Number)$/;

// placeOf says what may be completed at the cursor.
export const placeOf = (state, pos) => {
  const node = (ensureSyntaxTree(state, pos, parses) ?? syntaxTree(state)).resolveInner(pos, -1);
  if (silent.test(node.name)) return {};
  const string = stringAt(state, node, pos);
  if (string) return { string, call: callAt(state, node, pos) };
  const before = state.sliceDoc(Math.max(0, pos - 2000), pos);
  const [, rest, word] = before.match(/^([^]*?)(\w*)$/);
  const dotted = rest.match(/^([^]*?)\??\.\s*$/);
  if (dotted) return { word, on: receiver(dotted[1]) };
  return { word, on: "", call: callAt(state, node, pos) };
};
