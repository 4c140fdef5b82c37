// The page's side: asks the worker, makes elements of what it answers, and hears what a visitor
// does. What is found and what is said of it is decided in Rust (crates/search-worker/src).
const address = document.querySelector('meta[name="search"]');
const app = document.getElementById("app");
const { currentScript } = document;
const url = currentScript.src;
// A script that was cut short loads, and does nothing.
currentScript.dataset.search = "ready";
// How long an answer may take, with a slow connection at its first.
const PATIENCE = 20_000;
// How long after the last letter the number of suggestions is said.
const PAUSE = 1_400;

let worker;
let again = "";
let asked = 0;
const waiting = new Map();

function start() {
  worker = new Worker(url, { name: address.dataset.index + again });
  worker.onmessage = ({ data: { id, ...answer } }) => {
    if (answer.early) waiting.get(id)?.warn?.();
    else settle(id, answer);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    stop(event.message ?? "the worker did not start");
  };
}

function settle(id, answer) {
  const { resolve, timer } = waiting.get(id) ?? {};
  clearTimeout(timer);
  waiting.delete(id);
  // After a failure the next question begins with a new worker.
  if (answer.error) stop(answer.error);
  resolve?.(answer);
}

function stop(error) {
  again = " again";
  worker?.terminate();
  worker = undefined;
  for (const id of [...waiting.keys()]) settle(id, { error });
}

// `warn`: what to do as soon as it is clear that somebody may be in danger.
function ask(question, warn) {
  if (!worker) start();
  const id = ++asked;
  for (const [other, { kind }] of [...waiting]) {
    if (kind === question.kind) settle(other, { late: true });
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => stop("no answer"), PATIENCE);
    waiting.set(id, { kind: question.kind, resolve, timer, warn });
    worker.postMessage({ id, base: app.dataset.base, ...question });
  });
}

// Elements, one by one: no text is ever read as HTML.
function make(node) {
  if (typeof node === "string") return node;
  const [name, attributes, ...children] = node;
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.map(make));
  return element;
}

function announce(words) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = words), 60);
}

// A link: the app shows its page where it runs, else the browser loads it.
function go(href) {
  const link = document.createElement("a");
  link.href = href;
  link.hidden = true;
  app.append(link);
  link.click();
  link.remove();
}

const field = () => document.getElementById("q");

/* The page of results. */

const part = (name) => document.getElementById(`search-${name}`);

// The lines for emergencies stand on every page; here they come first.
function helpFirst() {
  const lines = document.querySelector(".contact-panel .help--emergency");
  if (!lines) return [];
  const help = make(["div", { class: lines.className }]);
  help.append(...lines.cloneNode(true).children);
  help.querySelector("h2").removeAttribute("id");
  return [help];
}

async function show() {
  const results = part("results");
  if (!results || results.dataset.shown === location.search) return;
  const isFirst = results.dataset.shown === undefined;
  results.dataset.shown = location.search;
  const query = new URLSearchParams(location.search);
  const text = (query.get("q") ?? "").trim();
  if (field() !== document.activeElement || !isFirst) field().value = text;
  part("failed").hidden = true;
  const rest = part("rest");
  if (!text) {
    results.replaceChildren();
    rest.hidden = false;
    return title("Search");
  }
  const searching = (...before) => results.replaceChildren(...before, make(["p", {}, "Searching…"]));
  const slow = setTimeout(searching, 200);
  rest.hidden = true;
  const category = query.get("category") ?? "";
  // A number that is none is the first page; one beyond the last, the last.
  const page = Math.max(1, Math.min(Number.parseInt(query.get("page"), 10) || 1, 1e6));
  let help = [];
  const answer = await ask({ kind: "results", text, category, page }, () => {
    clearTimeout(slow);
    help = helpFirst();
    searching(...help);
  });
  clearTimeout(slow);
  if (answer.late || !results.isConnected) return;
  if (answer.error) {
    console.warn("The search did not answer.", answer.error);
    results.replaceChildren(...help);
    // The same words may be searched for again.
    delete results.dataset.shown;
    dispatchEvent(new CustomEvent("search-failed", { detail: answer.error }));
    return;
  }
  results.replaceChildren(...(answer.crisis ? helpFirst() : []), ...answer.view.map(make));
  // On a narrow screen the chosen topic may be far along its line. Only that moves, not the page.
  const chosen = results.querySelector(".tags [aria-current]");
  const line = chosen?.closest("ul");
  if (line) line.scrollLeft = chosen.offsetLeft - line.offsetLeft;
  rest.hidden = answer.total > 0;
  title(answer.title);
  announce(answer.title);
  // The app has put the focus where the page begins, and the browser where it was; both before
  // there were results.
  if (!isFirst) document.getElementById("main").focus({ preventScroll: true });
  const down = typeof history.state === "string" && Number.parseInt(history.state, 10);
  if (down) scrollTo(0, down);
}

function title(words) {
  part("title").textContent = words;
  document.title = `${words} – ${app.dataset.name}`;
}

// The address is another after a click once all who listen have heard of it.
const look = () => setTimeout(show);
addEventListener("popstate", look);
new MutationObserver(look).observe(document.getElementById("main"), { childList: true });
addEventListener("click", ({ target }) => {
  // A second try.
  if (target.closest('[data-action="search"]')) delete part("results").dataset.shown;
  look();
});

/* The list below the field: the combobox of the ARIA Authoring Practices, with the list as a
   suggestion only; what is typed stays as it is. */

let list;
let active = -1;
let pause;

function close() {
  clearTimeout(pause);
  mark(-1);
  if (list) list.hidden = true;
  field()?.setAttribute("aria-expanded", "false");
}

function mark(place) {
  active = place;
  for (const [index, option] of [...(list?.children ?? [])].entries()) {
    option.setAttribute("aria-selected", String(index === place));
  }
  const option = list?.children[place];
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field()?.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  const { href } = option.dataset;
  close();
  if (href.startsWith("#")) {
    const help = document.querySelector(".contact-panel .help--emergency");
    help.tabIndex = -1;
    return help.focus();
  }
  go(href);
}

function prepare() {
  const input = field();
  if (input.getAttribute("role") === "combobox") return;
  list = make(["ul", { id: "suggestions", class: "suggestions", role: "listbox", hidden: "" }]);
  list.setAttribute("aria-label", "Suggestions");
  // A press takes the focus from the field before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });
  input.closest("form").append(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": "suggestions",
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }
  // What comes first is on its way before the first letter.
  if (!worker) start();
  if (input.value && input === document.activeElement) suggest();
}

async function suggest() {
  clearTimeout(pause);
  const input = field();
  const text = input.value;
  if (!text.trim()) return close();
  const answer = await ask({ kind: "suggestions", text });
  // A failure is told where results are asked for.
  if (answer.late || answer.error || input.value !== text || input !== document.activeElement) return;
  list.replaceChildren(...answer.view.map(make));
  mark(-1);
  list.hidden = answer.view.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  pause = setTimeout(() => announce(answer.title), PAUSE);
}

const isField = (target) => target.id === "q";
addEventListener("focusin", ({ target }) => isField(target) && prepare());
addEventListener("input", ({ target }) => isField(target) && suggest());
addEventListener("focusout", ({ target }) => isField(target) && close());
addEventListener("keydown", (event) => {
  if (!isField(event.target) || event.isComposing) return;
  const last = list.hidden ? -1 : list.children.length - 1;
  if (event.key === "Escape" && last >= 0) {
    close();
  } else if (event.key === "Enter" && active >= 0) {
    choose(list.children[active]);
  } else if (event.key === "ArrowDown" && last >= 0) {
    mark(active === last ? -1 : active + 1);
  } else if (event.key === "ArrowUp" && last >= 0) {
    mark(active < 0 ? last : active - 1);
  } else {
    return;
  }
  event.preventDefault();
});
addEventListener("submit", close);

if (field() === document.activeElement) prepare();
look();
