(() => {
  // Before the first paint: the chosen theme, and what only scripts can do may be shown.
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is forbidden: the page is as the device is set.
  }
  // The contents list is folded where there is no room beside the text.
  if (matchMedia("(min-width: 68em)").matches) return;
  new MutationObserver((_, observer) => {
    const fold = document.querySelector(".contents__fold");
    if (fold) fold.open = false;
    if (fold || document.readyState !== "loading") observer.disconnect();
  }).observe(root, { childList: true, subtree: true });
})();
