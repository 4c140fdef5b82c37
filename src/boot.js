// Starts the app once the page is there and the browser is idle, or at the first touch. Until
// then, and where it cannot start, the page is whole and its links are plain links.
(() => {
  const app = document.querySelector('meta[name="app"]');
  const touches = ["pointerdown", "keydown", "focusin"];
  let started = false;

  async function start() {
    if (started) return;
    started = true;
    for (const type of touches) removeEventListener(type, start, true);
    try {
      const module = await import(app.dataset.script);
      // The Wasm that the build made, or none. A preview says nothing of it.
      const { integrity } = app.dataset;
      await module.default({ module_or_path: fetch(app.content, { integrity }) });
    } catch (error) {
      console.warn("The app did not start; the page works without it.", error);
    }
  }

  // After a reload, Back and Forward change the address of the page that stands, for the app to show
  // another. Where it does not run yet, the browser has to.
  const { pathname } = location;
  addEventListener("popstate", () => {
    const isRunning = document.getElementById("app").dataset.app;
    if (!isRunning && location.pathname !== pathname) location.reload();
  });

  for (const type of touches) addEventListener(type, start, { capture: true, passive: true });

  // Who asked for less data gets the app only with the first touch.
  if (navigator.connection?.saveData) return;
  const idle = () =>
    window.requestIdleCallback ? requestIdleCallback(start, { timeout: 3000 }) : setTimeout(start, 200);
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
})();
