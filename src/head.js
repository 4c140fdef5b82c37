(() => {
  // Before the first paint: the chosen theme, and what only scripts can do may be shown.
  const root = document.documentElement;
  root.dataset.script = "";
  // A button without its script would do nothing.
  const missing = ({ target, filename }) => {
    if (/\/actions-[^/]*$/.test(target.src ?? filename)) delete root.dataset.script;
  };
  addEventListener("error", missing, true);
  // One that does not come says nothing. It shows them again when it comes after all.
  setTimeout(() => root.dataset.script || delete root.dataset.script, 4000);
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is forbidden: the page is as the device is set.
  }
  // A stylesheet that does not come leaves the window empty, whatever else is there: after a while
  // the page is shown without it, and dressed when it comes.
  setTimeout(() => {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      if (link.sheet) continue;
      link.media = "print";
      link.onload = () => (link.media = "all");
    }
  }, 4000);
  // The contents list is folded where there is no room beside the text.
  if (matchMedia("(min-width: 68em)").matches) return;
  new MutationObserver((_, observer) => {
    const fold = document.querySelector(".contents__fold");
    if (fold) fold.open = false;
    if (fold || document.readyState !== "loading") observer.disconnect();
  }).observe(root, { childList: true, subtree: true });
})();
