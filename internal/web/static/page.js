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
