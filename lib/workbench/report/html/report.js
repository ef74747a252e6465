// Shows what a point of a chart tells, when it is pointed at or reached by the arrow keys. The page says the same without it.
"use strict";
for (const figure of document.querySelectorAll("figure")) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-live", "polite");
  figure.append(tip);
  for (const svg of figure.querySelectorAll("svg")) {
    const points = [...svg.querySelectorAll(".hit, .cell")];
    const texts = points.map(point => point.querySelector("title").textContent);
    points.forEach(point => point.querySelector("title").remove());
    let at = -1;
    const show = index => {
      points[at]?.classList.remove("at");
      at = index;
      tip.hidden = at < 0;
      if (at < 0) return;
      points[at].classList.add("at");
      tip.textContent = texts[at];
      const box = figure.getBoundingClientRect(), point = points[at].getBoundingClientRect();
      const left = point.left - box.left + point.width / 2 - tip.offsetWidth / 2;
      tip.style.left = Math.max(0, Math.min(left, box.width - tip.offsetWidth)) + "px";
      tip.style.top = Math.max(0, point.top - box.top - tip.offsetHeight - 4) + "px";
    };
    svg.addEventListener("pointermove", event => show(points.indexOf(event.target)));
    svg.addEventListener("pointerleave", () => show(-1));
    svg.tabIndex = 0;
    svg.addEventListener("blur", () => show(-1));
    svg.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === "Escape") show(-1);
      if (!step) return;
      event.preventDefault();
      show(Math.max(0, Math.min(points.length - 1, at + step)));
    });
  }
}
