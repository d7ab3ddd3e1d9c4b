// The editor of the query page. It takes the place of the field, colours, completes, and marks a mistake at its place. The field stays what the form sends: it holds what
// the editor does.
import "./adopt.js";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { javascriptLanguage, localCompletionSource } from "@codemirror/lang-javascript";
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { tags } from "@lezer/highlight";
import { completer } from "./complete.js";

const mono = "ui-monospace, 'SF Mono', Menlo, Consolas, monospace";

// The colours are those of the style sheet, light or dark.
const look = EditorView.theme({
  "&": { color: "var(--ink)", background: "var(--card)", border: "1px solid var(--quiet)", borderRadius: "6px", fontSize: ".95rem", margin: ".25rem 0" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: mono, lineHeight: "1.5", maxHeight: "32rem", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "13.5em" },
  ".cm-content": { padding: ".5rem 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--chosen)" },
  ".cm-gutters": { color: "var(--quiet)", background: "var(--tint)", borderRight: "1px solid var(--line)", borderRadius: "6px 0 0 6px" },
  "&.cm-focused .cm-matchingBracket": { background: "none", outline: "1px solid var(--quiet)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "none", outline: "1px dashed var(--struck)" },
  ".cm-lintRange-error": { background: "none", textDecoration: "underline wavy var(--struck)", textUnderlineOffset: ".2em" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--struck)" },
  ".cm-lint-marker": { width: "1em", height: "1.5em" },
  ".cm-lint-marker-error": { content: "none" },
  ".cm-lint-marker-error::before": { content: "'✗'", color: "var(--struck)", fontWeight: "700" },
  ".cm-tooltip": { color: "var(--ink)", background: "var(--card)", border: "1px solid var(--quiet)", borderRadius: "6px", maxWidth: "min(44rem, 96vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: mono, fontSize: ".88rem", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .5rem", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--ground)", background: "var(--link)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal", marginLeft: ".8em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo": { font: ".88rem/1.4 var(--sans)", padding: ".4rem .6rem", maxWidth: "22rem" },
  ".cm-diagnostic": { font: ".9rem/1.4 var(--sans)", padding: ".3rem .6rem" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--struck)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: "var(--solid)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--struck)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--dotted)" },
  { tag: [tags.function(tags.propertyName), tags.function(tags.variableName), tags.propertyName], color: "var(--link)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

// placeIn is where in a document a line and a column are, as the server counts them: from 1, in characters.
const placeIn = (doc, line, column) => {
  if (line > doc.lines) return { from: doc.length, to: doc.length };
  const at = doc.line(line);
  const before = [...at.text].slice(0, column - 1).join("").length;
  const word = at.text.slice(before).match(/^(\w+|.)?/u)[0];
  return { from: at.from + before, to: at.from + before + word.length };
};

const edit = form => {
  const field = form.querySelector("textarea");
  const { steps, terms, line, col } = field.dataset;
  const hint = form.querySelector("#program-hint");
  const label = form.querySelector(`label[for="${field.id}"]`);
  const wrong = line ? { "aria-invalid": "true", "aria-describedby": `${hint.id} wrong` } : {};
  const run = () => { form.requestSubmit(); return true; };
  const view = new EditorView({
    doc: field.value,
    extensions: [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Tab", run: acceptCompletion }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
      indentUnit.of("  "), EditorState.tabSize.of(2),
      javascriptLanguage, syntaxHighlighting(colours), look,
      autocompletion({ override: [completer(steps, terms), localCompletionSource], icons: false, maxRenderedOptions: 60 }),
      EditorView.contentAttributes.of({ "aria-label": label.textContent, "aria-describedby": hint.id, spellcheck: "false", autocapitalize: "off", ...wrong }),
      EditorView.updateListener.of(update => { if (update.docChanged) field.value = update.state.doc.toString(); }),
    ],
  });
  field.before(view.dom);
  field.hidden = true;
  label.addEventListener("click", event => { event.preventDefault(); view.focus(); });
  hint.textContent = "Ctrl-Enter runs · Ctrl-Space completes · Tab indents; Esc, then Tab leaves";
  addEventListener("pageshow", () => { // a page that is gone back to has its field as it was left
    if (field.value !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: field.value } });
  });
  if (line) {
    const at = placeIn(view.state.doc, Number(line), Number(col));
    const message = document.querySelector("#wrong .problem").textContent.trim();
    view.dispatch(setDiagnostics(view.state, [{ ...at, severity: "error", message }]));
    view.dispatch({ selection: { anchor: at.from }, scrollIntoView: true });
    view.focus();
  }
};

for (const form of document.querySelectorAll("[data-editor]")) edit(form);
