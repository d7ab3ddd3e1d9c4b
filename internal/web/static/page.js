// What pages do beyond HTML. Each works without it.

// In an article, a statement and its words light up together.
const light = (said, on) => {
  for (const iri of said.split(" ")) {
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
  if (said !== id) light(said, true);
};
addEventListener("hashchange", follow);
follow();

// "/" goes to the search box, as long as nobody is typing.
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.querySelector(".find input").select();
});
