// The policy of our pages allows no style element, which is where CodeMirror puts its rules. Where a root has no head, as in a shadow tree, it takes a sheet that
// the root adopts, and that the policy allows. So it is shown such a root first, and the set of rules that it keeps there is handed to the document.
import { StyleModule } from "style-mod";

const headless = { ownerDocument: document, adoptedStyleSheets: [] };
StyleModule.mount(headless, []);
for (const key of Object.getOwnPropertySymbols(headless)) document[key] = headless[key];
