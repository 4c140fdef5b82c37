// Under `cargo site serve`, and never in a release: shows what is saved, what is wrong with it, and
// which pages readers do not see. `bundle/preview.rs` writes the file that it asks for.
(() => {
  const address = document.currentScript.dataset.state;
  // Milliseconds: a question of some 100 bytes to this machine, for a page that somebody looks at.
  const PAUSE = 250;
  const PLACE = "preview-place";

  // Outside of what the app draws, and with styles of its own.
  const host = document.documentElement.appendChild(document.createElement("site-preview"));
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light; }
    * { box-sizing: border-box; }
    div, section { position: fixed; z-index: 2147483647; font: 16px/1.5 system-ui, sans-serif; }
    div { inset: auto 0 0; padding: 0.5rem 1rem; background: #fff3bf; color: #1b1b1b; border-top: 3px solid #8a5a00; text-align: center; }
    section { inset: 0 0 auto; max-height: 80vh; overflow: auto; padding: 1rem 1.5rem 1.5rem; background: #fff; color: #1b1b1b; border-bottom: 6px solid #b00020; box-shadow: 0 0 0 100vmax rgb(0 0 0 / 0.5); }
    h1 { margin: 0 0 0.5rem; font-size: 1.25rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { margin: 0 0 0.75rem; }
    code { display: block; font: bold 0.9rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    button { float: right; min-height: 2.75rem; padding: 0 1rem; font: inherit; cursor: pointer; }
  `);
  root.adoptedStyleSheets = [style];

  // What files say is text here, whatever is in it.
  const element = (name, ...content) => {
    const made = document.createElement(name);
    made.append(...content);
    return made;
  };
  const shown = {};
  const show = (what, key, make) => {
    if (shown[what]?.key === key) return;
    shown[what]?.element.remove();
    shown[what] = { key, element: key ? root.appendChild(make()) : document.createElement("p") };
  };

  function showMistakes(mistakes, more) {
    show("mistakes", mistakes.length ? JSON.stringify([mistakes, more]) : "", () => {
      const hide = element("button", "Hide");
      hide.type = "button";
      const items = mistakes.map(({ place, words }) =>
        element("li", element("code", place), element("span", words)),
      );
      const rest = more > 0 ? [element("p", `And ${more} more: cargo site check lists them.`)] : [];
      const heading = element("h1", "What is saved cannot be shown yet");
      const overlay = element("section", hide, heading, element("ul", ...items), ...rest);
      overlay.setAttribute("role", "alert");
      hide.addEventListener("click", () => (overlay.hidden = true));
      return overlay;
    });
  }

  const showBanner = (words) =>
    show("banner", words ?? "", () => {
      const banner = element("div", words);
      banner.setAttribute("role", "status");
      return banner;
    });

  // Loads the page anew, to be at the same place afterwards.
  function reload() {
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  // The page is drawn bit by bit, its foot before its text: the place is there once the text is and the
  // page is long enough, unless whoever looks at it has gone elsewhere meanwhile.
  function returnToPlace() {
    const [path, x, y] = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
    sessionStorage.removeItem(PLACE);
    if (path !== location.pathname || !y) return;
    const touches = ["wheel", "touchstart", "keydown", "pointerdown"];
    const lengths = new ResizeObserver(() => {
      if (!document.querySelector("#main h1")) return;
      scrollTo({ left: x, top: y, behavior: "instant" });
      if (scrollY >= Math.floor(y)) stop();
    });
    function stop() {
      lengths.disconnect();
      for (const type of touches) removeEventListener(type, stop, true);
    }
    for (const type of touches) addEventListener(type, stop, { capture: true, passive: true });
    lengths.observe(document.body);
  }

  let version;
  async function look() {
    if (!document.hidden) {
      try {
        const answer = await fetch(address, { cache: "no-store" });
        const state = await answer.json();
        version ??= state.version;
        if (state.version !== version) return reload();
        showMistakes(state.mistakes, state.more);
        showBanner(state.unpublished[location.pathname]);
      } catch {
        // Trunk is building or has stopped: the next answer says more.
      }
    }
    setTimeout(look, PAUSE);
  }

  returnToPlace();
  look();
})();
