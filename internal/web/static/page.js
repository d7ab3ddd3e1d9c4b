// What pages do beyond HTML. Each works without it.

// In an article, a statement and its words light up together; those that the address names stay lit.
let aimed = "";
const light = (said, on) => {
  for (const iri of said.split(" ")) {
    if (!on && iri === aimed) continue;
    for (const part of document.querySelectorAll(`[data-said~="${CSS.escape(iri)}"]`)) part.classList.toggle("lit", on);
  }
};
for (const part of document.querySelectorAll("[data-said]")) {
  for (const [event, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    part.addEventListener(event, () => light(part.dataset.said, on));
  }
}

// The words that an address names light up whole, not only where they begin.
const follow = () => {
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  const id = decodeURIComponent(location.hash.slice(1));
  const said = id.replace(/^(words|statement)-/, "");
  aimed = said !== id ? said : "";
  if (aimed) light(aimed, true);
};
addEventListener("hashchange", follow);
follow();

// "/" goes to the search box, as long as nobody is typing.
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.querySelector(".find input").select();
});

// What is drawn elsewhere is fetched and put in its place when it comes into view.
const load = async place => {
  const [path, id] = place.dataset.load.split("#");
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  if (part) place.replaceWith(part);
};
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    load(entry.target);
  }
}, { rootMargin: "300px" });
for (const place of document.querySelectorAll("[data-load]")) seen.observe(place);

// The words that a number leads to stand beside it while it is pointed at or has the focus, until Escape.
const tip = document.createElement("div");
tip.id = "tip";
tip.className = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let tipped = null, leaving = 0;
const noteOf = link => {
  const to = link.getAttribute("href") ?? link.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? "";
  const note = to.startsWith("#") && document.getElementById(decodeURIComponent(to.slice(1)));
  return note && note.matches("ol > li") ? note : null;
};
const hide = () => {
  clearTimeout(leaving);
  tipped?.removeAttribute("aria-describedby");
  tipped = null;
  tip.hidden = true;
};
const show = link => {
  const note = link && link !== tipped && noteOf(link);
  if (!note) return;
  hide();
  tipped = link;
  tip.textContent = note.innerText.trim() || note.textContent.trim();
  link.setAttribute("aria-describedby", "tip");
  tip.hidden = false;
  const at = link.getBoundingClientRect(), left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = at.bottom + 6, above = at.top - tip.offsetHeight - 6;
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${(below + tip.offsetHeight > innerHeight && above > 0 ? above : below) + scrollY}px`;
};
addEventListener("mouseover", event => {
  const link = event.target.closest?.("a");
  if (link && link === tipped || event.target === tip) return clearTimeout(leaving);
  if (link) show(link);
  if (tipped && link !== tipped) leaving = setTimeout(hide, 250);
});
addEventListener("focusin", event => { hide(); show(event.target.closest?.("a")); });
addEventListener("focusout", hide);
addEventListener("click", hide);
addEventListener("keydown", event => { if (event.key === "Escape") hide(); });

// What is to be pasted elsewhere has a button that copies it.
const copyable = () => {
  for (const text of document.querySelectorAll("[data-copy]")) {
    if (text.nextElementSibling?.matches(".copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = "Copied";
      } catch { // not allowed here: it is marked, and the reader copies
        getSelection().selectAllChildren(text);
        button.textContent = "Marked: copy it";
      }
    });
    text.after(button);
  }
};
copyable();
document.addEventListener("swapped", copyable);

// What was typed may become: asked for when nothing was typed for a while. An answer that comes late, after more was typed, is dropped.
const asked = (field, address, show) => {
  let waiting = 0, last = null;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const text = field.value.trim(), mine = last = {};
      if (!text) return show([]);
      const answer = await fetch(`${address()}&text=${encodeURIComponent(text)}`).catch(() => null);
      if (!answer?.ok || mine !== last) return;
      const { terms } = await answer.json();
      if (mine === last) show(terms);
    }, 150);
  };
};

// A field for a name, in a graph with too many for a list, has those that fit what was typed.
for (const field of document.querySelectorAll("[data-names]")) {
  const list = document.createElement("datalist");
  list.id = `names-of-${document.querySelectorAll("datalist").length}`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.addEventListener("input", asked(field, () => field.dataset.names, terms => {
    list.replaceChildren(...terms.map(term => {
      const option = document.createElement("option");
      option.value = term.iri;
      option.label = [term.name, term.about].filter(Boolean).join(", ");
      const typed = field.value.trim();
      if (!`${option.value} ${option.label}`.toLowerCase().includes(typed.toLowerCase())) option.label = `${typed}: ${option.label}`; // else browsers leave it out
      return option;
    }));
  }));
}

// The plain editor has names and predicates looked up; one that is pressed stands where the cursor was, in quotation marks unless it stands in some already.
for (const lookup of document.querySelectorAll("[data-lookup]")) {
  const program = document.getElementById(lookup.dataset.lookup);
  const [wanted, field, list] = ["select", "input", "ul"].map(part => lookup.querySelector(part));
  const insert = iri => {
    const { selectionStart: from, selectionEnd: to, value } = program;
    const line = value.slice(value.lastIndexOf("\n", from - 1) + 1, from);
    const within = (line.match(/["'`]/g) ?? []).length % 2 === 1;
    const typed = within ? line.match(/[^"'`]*$/)[0].length : 0;
    program.setRangeText(within ? `<${iri}>` : `"<${iri}>"`, from - typed, to, "end");
    program.focus();
  };
  const find = asked(field, () => `/api/complete?for=${wanted.value}`, terms => {
    list.replaceChildren(...terms.slice(0, 8).map(term => {
      const button = document.createElement("button"), about = document.createElement("span");
      button.type = "button";
      button.className = "second";
      button.textContent = term.name || term.iri;
      button.addEventListener("click", () => insert(term.iri));
      about.className = "quiet";
      about.textContent = [term.about, term.name && term.iri].filter(Boolean).join(" · ");
      const item = document.createElement("li");
      item.append(button, " ", about);
      return item;
    }));
    if (!terms.length && field.value.trim()) list.append(Object.assign(document.createElement("li"), { className: "quiet", textContent: "Nothing is called so." }));
  });
  field.addEventListener("input", find);
  wanted.addEventListener("change", find);
  field.addEventListener("keyup", event => { if (event.key === "Enter" && !event.isComposing) list.querySelector("button")?.click(); });
  field.setAttribute("form", ""); // Enter is not to run the program
  lookup.hidden = false;
}

// The editor: Ctrl-Enter runs, a program too long for an address is sent in the body, and a mistake has the cursor at its place.
for (const form of document.querySelectorAll("[data-editor]")) {
  const text = form.querySelector("textarea");
  form.addEventListener("submit", () => { if (text.value.length > 3000) form.method = "post"; });
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  if (text.dataset.line) {
    const before = text.value.split("\n").slice(0, text.dataset.line - 1).join("\n").length;
    const at = (text.dataset.line > 1 ? before + 1 : 0) + Number(text.dataset.col) - 1;
    text.focus();
    text.setSelectionRange(at, at);
  }
}
