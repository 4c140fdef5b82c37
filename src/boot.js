// Starts the app once the page is there and the browser is idle, or at the first touch. Until
// then, where it cannot start, and from when it has failed, the page is whole and its links are
// plain links.
(() => {
  const app = document.querySelector('meta[name="app"]');
  const touches = ["pointerdown", "keydown", "focusin"];
  let started = false;

  // When the page has loaded and the browser has nothing else to do.
  function whenIdle(work) {
    const idle = () =>
      window.requestIdleCallback ? requestIdleCallback(work, { timeout: 3000 }) : setTimeout(work, 200);
    if (document.readyState === "complete") idle();
    else addEventListener("load", idle, { once: true });
  }

  async function start() {
    if (started) return;
    started = true;
    // Where the app hangs, offline reading is needed most.
    setTimeout(keepForOffline, 20_000);
    for (const type of touches) removeEventListener(type, start, true);
    try {
      const module = await import(app.dataset.script);
      // The Wasm that the build made, or none. A preview says nothing of it.
      const { integrity } = app.dataset;
      await module.default({ module_or_path: fetch(app.content, { integrity }) });
    } catch (error) {
      stop("The app did not start; the page works without it.", error);
    }
    whenIdle(keepForOffline);
  }

  // Last of all, where the build has it and the browser may.
  function keepForOffline() {
    const script = document.querySelector('meta[name="offline"]')?.content;
    if (script && navigator.serviceWorker) import(script).catch(() => {});
  }

  // What has failed within the Wasm may be half done: from then on nothing is asked of it.
  const root = document.getElementById("app");
  let stopped = false;
  // The last click on a link, and whether Back or Forward led to a page that is not there yet.
  let clicked;
  let travelling = false;
  const page = (address) => address.split("#")[0];
  // Which page stands there, whatever the address says.
  let { pathname } = location;

  // Has the browser load a page. The words of a search are not for the host: as `actions.js` says.
  function load(address) {
    const { action } = document.querySelector(".search") ?? {};
    if (action && address.startsWith(`${action}?`)) location.assign(address.replace("?", "#"));
    else if (page(address) === page(location.href)) location.reload();
    else location.assign(address);
  }

  function stop(words, error) {
    if (stopped) return;
    stopped = true;
    console.warn(words, error);
    if (!root.dataset.app) return;
    root.dataset.app = "stopped";
    // The app had said that it would follow the link.
    const [event, link] = clicked ?? [];
    if (travelling) load(location.href);
    else if (event?.defaultPrevented && page(link.href) !== page(location.href)) load(link.href);
  }
  // Chromium, Firefox and Safari all name Wasm in the stack of what fails there.
  function stopIfWasm(error) {
    if (/wasm/.test(error?.stack)) stop("The app has stopped; the page works without it.", error);
  }
  addEventListener("error", ({ error }) => stopIfWasm(error));
  addEventListener("unhandledrejection", ({ reason }) => stopIfWasm(reason));

  // These hear of it before the app does.
  addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a[href]");
      if (link && stopped) event.stopImmediatePropagation();
      if (link) clicked = [event, link];
    },
    true,
  );
  addEventListener(
    "popstate",
    () => {
      // A link to a place on the page leads to no other.
      if (location.pathname === pathname) return;
      clicked = undefined;
      travelling = true;
      // For the app to show another page. Where it does not run, after a reload for instance, the browser
      // has to load it.
      if (root.dataset.app !== "running") load(location.href);
    },
    true,
  );
  const arrived = new MutationObserver(() => {
    travelling = false;
    // The address follows the page.
    setTimeout(() => ({ pathname } = location));
  });
  // A preview is empty until the app draws it.
  arrived.observe(document.getElementById("main") ?? root, { childList: true });

  // The page that stands at the address of another: the app would take it for that one.
  if (document.querySelector("[data-offline-page]")) return whenIdle(keepForOffline);

  for (const type of touches) addEventListener(type, start, { capture: true, passive: true });

  // Who asked for less data gets the app only with the first touch.
  if (navigator.connection?.saveData) return;
  whenIdle(start);
})();
