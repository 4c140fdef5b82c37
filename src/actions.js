// What the buttons of a page do. They need neither the app nor the network: they work before the app
// has started, and where it cannot start.
(() => {
  const app = document.getElementById("app");
  const wide = matchMedia("(min-width: 68em)");
  const all = (selector) => document.querySelectorAll(selector);

  // A screen reader says it when it has finished what it is saying.
  function announce(words) {
    const announcer = document.getElementById("announcer");
    // The same words a second time would be no change.
    announcer.textContent = "";
    setTimeout(() => (announcer.textContent = words), 60);
  }

  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      announce(done);
    } catch {
      announce("Your browser does not let this page copy. It can be selected and copied by hand.");
      return false;
    }
    return true;
  }

  // The button itself says it too, for a moment, to those who see it.
  function tell(button, words) {
    button.dataset.label ??= button.textContent;
    button.textContent = words;
    setTimeout(() => (button.textContent = button.dataset.label), 3000);
  }

  const address = () => location.href.split("#")[0];

  const actions = {
    async copy(button) {
      const { text, done } = button.dataset;
      if (await copy(text, done)) tell(button, done);
    },
    async share(button) {
      if (!navigator.share) {
        const done = "Link copied";
        if (await copy(address(), done)) tell(button, done);
        return;
      }
      // Who closes the menu again has changed their mind, which is no fault.
      await navigator.share({ title: document.title, url: address() }).catch(() => {});
    },
    print: () => print(),
    search() {
      const failed = document.getElementById("search-failed");
      failed.hidden = true;
      // Only the page of the newer build knows the names of its files.
      if (updated) return loadQuietly(location.href);
      tellSearching();
      loadSearch();
    },
  };

  // The words of a search stand in the address of its results, and are nobody's business but the
  // visitor's: where the host is asked for that page they follow a `#`, which browsers keep to
  // themselves. The page puts them back where they belong.
  const resultsOf = (address) => {
    const { action } = document.querySelector(".search") ?? {};
    return action && address.startsWith(`${action}?`);
  };
  function loadQuietly(address) {
    if (resultsOf(address)) location.replace(address.replace("?", "#"));
    else location.reload();
  }

  // How long the search's script may take, with a slow connection.
  const PATIENCE = 20_000;

  // The search has a script of its own, loaded when somebody searches.
  let loads = 0;
  let patience;
  function loadSearch() {
    const search = document.querySelector('meta[name="search"]');
    const there = document.querySelector("script[data-search]");
    if (!search || there?.dataset.search) return;
    clearTimeout(patience);
    patience = setTimeout(tellFailure, PATIENCE);
    // Still on its way: it is as good as another would be.
    if (there) return;
    const script = document.createElement("script");
    // A second time past the cache, which may have kept what was cut short.
    script.src = loads++ ? `${search.content}?${loads}` : search.content;
    script.dataset.search = "";
    script.onerror = script.onload = () => {
      clearTimeout(patience);
      if (script.dataset.search) return;
      script.remove();
      tellFailure();
    };
    document.head.append(script);
    // What the script will ask for first comes beside it and not after it: on a slow connection
    // that is half a second. The browser's cache hands it on; whoever asks for it hears of faults.
    const { wasm, index } = search.dataset;
    for (const file of [wasm, index.replace("*", "core")]) {
      fetch(file).then((response) => response.arrayBuffer()).catch(() => {});
    }
  }
  addEventListener("focusin", ({ target }) => {
    if (target.id === "q") loadSearch();
  });

  let updated = false;
  // Whether the host has no such file any more: the site has been updated since the page was loaded.
  async function isUpdated(error) {
    if (/: 4(04|10)$/.test(error)) return true;
    const { content } = document.querySelector('meta[name="search"]');
    const answer = await fetch(content, { method: "HEAD", cache: "no-store" }).catch(() => {});
    return [404, 410].includes(answer?.status);
  }

  // The page of results, where the search cannot answer.
  async function tellFailure(error) {
    const failed = document.getElementById("search-failed");
    if (!failed) return;
    // Where the script itself is missing there are only the words of those who wait.
    if (!error) document.getElementById("search-results").replaceChildren();
    for (const part of all("#search-failed, #search-rest")) part.hidden = false;
    const heading = document.getElementById("search-title");
    heading.textContent = "The search did not load";
    document.title = `${heading.textContent} – ${app.dataset.name}`;
    announce(heading.textContent);
    // Asked last, as this too may have no answer.
    updated = await isUpdated(error);
    for (const words of failed.querySelectorAll("[data-updated]")) {
      words.hidden = updated !== (words.dataset.updated === "true");
    }
  }
  addEventListener("search-failed", ({ detail }) => tellFailure(detail));

  // The app asks no host for the page of results. Where it does not run, a link to it is followed so
  // that the host does not hear the words.
  function keepWords(event, link) {
    if (!link || !resultsOf(link.href) || app.dataset.app === "running") return;
    // In a window of its own a link is followed as it stands.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.assign(link.href.replace("?", "#"));
  }
  // They came to the page that stood there already.
  addEventListener("hashchange", () => location.hash.startsWith("#q=") && location.reload());

  addEventListener("submit", (event) => {
    const form = event.target.closest(".search");
    if (!form) return;
    event.preventDefault();
    const field = form.elements.q;
    const q = field.value.trim();
    if (!q) return field.focus();
    // The app follows links.
    const link = document.createElement("a");
    link.href = `${form.action}?${new URLSearchParams({ q })}`;
    link.hidden = true;
    form.append(link);
    link.click();
    link.remove();
  });

  // On its way down: the app stops some clicks on their way up.
  addEventListener(
    "click",
    (event) => {
      const { target } = event;
      const button = target.closest("[data-action]");
      if (button) actions[button.dataset.action](button);
      const link = target.closest("a");
      keepWords(event, link);
      // A link of a heading to itself: whoever follows it wants its address.
      if (link?.matches(".heading-link")) copy(link.href, "Link to this section copied");
    },
    true,
  );

  // Light, dark, or as the device is set.
  const root = document.documentElement;
  addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    const theme = target.value;
    if (theme === "device") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (theme === "device") localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // Storage is forbidden: the choice holds for this page.
    }
  });
  function showTheme() {
    const theme = root.dataset.theme ?? "device";
    for (const choice of all("[name=theme]")) choice.checked = choice.value === theme;
  }

  // Paper does not unfold.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...all("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });

  const fold = () => {
    for (const contents of all(".contents__fold")) contents.open = wide.matches;
  };
  wide.addEventListener("change", fold);

  // Marks the section in view in the contents list.
  let waiting = false;
  function markSection() {
    waiting = false;
    const links = [...all(".contents__list a")];
    const isAbove = (link) =>
      document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top < innerHeight / 3;
    const current = links.findLast(isAbove);
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(markSection);
      waiting = true;
    },
    { passive: true },
  );

  // An article may be read long after the site was built.
  function showOverdue() {
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    for (const notice of all("[data-due]")) {
      if (notice.dataset.due < today) notice.hidden = false;
    }
  }

  // Who waits for a connection need not try.
  const retries = '[data-retry], #search-failed:not([hidden]) [data-action="search"]';
  addEventListener("online", () => document.querySelector(retries)?.click());

  // The page that the app puts in the place of another is new too.
  new MutationObserver(() => {
    fold();
    markSection();
    showOverdue();
    showResults();
    // A preview is empty until the app draws it.
  }).observe(document.getElementById("main") ?? app, { childList: true });

  // The page of results, first of all without what stands in their place where there are none.
  function showResults() {
    if (!document.getElementById("search-results")) return;
    const { hash } = location;
    if (hash.startsWith("#q=")) history.replaceState(history.state, "", `?${hash.slice(1)}`);
    const isAsked = /[?&]q=[^&]/.test(location.search);
    document.getElementById("search-rest").hidden = isAsked;
    if (isAsked) setTimeout(tellSearching, 200);
    loadSearch();
  }

  // Until its script is there, which says what comes after.
  function tellSearching() {
    const results = document.getElementById("search-results");
    const failed = document.getElementById("search-failed");
    if (!results || results.dataset.shown !== undefined || !failed.hidden) return;
    const words = document.createElement("p");
    words.textContent = "Searching…";
    results.replaceChildren(words);
  }

  root.dataset.script = "ready";
  showTheme();
  markSection();
  showOverdue();
  showResults();
})();
