// Offers the programs of ready.json above Cayley's editor: a click puts one there and runs it.
(function () {
  "use strict";
  const column = document.querySelector(".codecol");
  if (!column) return;
  const wantsPicture = location.pathname.endsWith("/visualize");
  fetch("/cayley/ready.json").then((r) => r.json()).then((programs) => {
    const row = document.createElement("div");
    row.id = "ready";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Ready-made queries");
    for (const p of programs) {
      if (wantsPicture && !p.picture) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-default btn-sm";
      button.textContent = p.title;
      button.addEventListener("click", () => {
        document.getElementById(p.language + "-dropdown").click();
        window.editor.setValue(p.program);
        document.getElementById("run_button").click();
      });
      row.append(button);
    }
    if (row.children.length > 0) column.prepend(row);
  });
})();
