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
// How often a worker has been stopped: what the next one asks for is asked for anew.
let stops = 0;
let asked = 0;
const waiting = new Map();

function start() {
  worker = new Worker(url, { name: `${address.dataset.index} ${stops}` });
  worker.onmessage = ({ data: { id, early, ...answer } }) => {
    if (early) waiting.get(id)?.warn(answer);
    else settle(id, answer);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    stop(event.message ?? "the worker did not start");
  };
}

function settle(id, answer) {
  const question = waiting.get(id);
  // What became of a question that nobody asks any more is no failure of the others.
  if (!question) return;
  clearTimeout(question.timer);
  waiting.delete(id);
  // After a failure the next question begins with a new worker.
  if (answer.error) stop(answer.error);
  question.resolve(answer);
}

function stop(error) {
  stops += 1;
  worker?.terminate();
  worker = undefined;
  for (const id of [...waiting.keys()]) settle(id, { error });
}

// `warn`: what to do as soon as it is clear that somebody may be in danger. Who asks for results is done
// with suggestions.
function ask(question, warn) {
  if (!worker) start();
  const id = ++asked;
  for (const [other, { kind }] of [...waiting]) {
    if (kind === question.kind || question.kind === "results") settle(other, { late: true });
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

// The words of which it is known that who asks for them may be in danger.
let danger;

// The lines for emergencies stand on every page; here they come first.
function helpFirst() {
  const there = part("results").querySelector(":scope > .help--emergency");
  if (there) return there;
  const lines = document.querySelector(".contact-panel .help--emergency");
  if (!lines) return undefined;
  const help = make(["div", { class: lines.className }]);
  help.append(...lines.cloneNode(true).children);
  help.querySelector("h2").removeAttribute("id");
  return help;
}

// Puts elements in the place of others. The first stays where it is already there: it may be help, and
// somebody may be pressing it.
function fill(place, first, ...others) {
  if (first?.parentNode === place) while (first.nextSibling) first.nextSibling.remove();
  else place.replaceChildren(...(first ? [first] : []));
  place.append(...others);
}

async function show() {
  const results = part("results");
  if (!results) return;
  const wanted = location.search;
  if (results.dataset.shown === wanted) {
    // The app has given the document, where a visitor comes back to it, the title that it began with.
    return title(part("title").textContent);
  }
  const isFirst = results.dataset.shown === undefined;
  results.dataset.shown = wanted;
  delete results.dataset.failed;
  const isWanted = () => results.isConnected && results.dataset.shown === wanted;
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
  let help = text === danger ? helpFirst() : undefined;
  const searching = () => {
    fill(results, help, make(["p", {}, "Searching…"]));
    title("Search");
    announce("Searching…");
  };
  const slow = setTimeout(() => isWanted() && searching(), 200);
  rest.hidden = true;
  const category = query.get("category") ?? "";
  // A number that is none is the first page; one beyond the last, the last.
  const page = Math.max(1, Math.min(Number.parseInt(query.get("page"), 10) || 1, 1e6));
  const answer = await ask({ kind: "results", text, category, page }, () => {
    clearTimeout(slow);
    danger = text;
    if (!isWanted()) return;
    help ??= helpFirst();
    searching();
  });
  clearTimeout(slow);
  if (!isWanted()) {
    // Who comes back to it asks for it anew.
    if (results.dataset.shown === wanted) delete results.dataset.shown;
    return;
  }
  if (answer.late) return;
  if (answer.error) {
    console.warn("The search did not answer.", answer.error);
    fill(results, help);
    results.dataset.failed = "";
    dispatchEvent(new CustomEvent("search-failed", { detail: answer.error }));
    return;
  }
  if (answer.crisis) help ??= helpFirst();
  fill(results, answer.crisis ? help : undefined, ...answer.view.map(make));
  // On a narrow screen the chosen topic may be far along its line. Only that moves, not the page.
  const chosen = results.querySelector(".tags [aria-current]");
  const line = chosen?.closest("ul");
  if (line) line.scrollLeft = chosen.offsetLeft - line.offsetLeft;
  rest.hidden = answer.total > 0;
  title(answer.title);
  announce(answer.title);
  // The app has put the focus where the page begins, and the browser where it was; both before
  // there were results. Who is typing other words by now, or has reached the help lines, stays there.
  const { activeElement } = document;
  const isElsewhere =
    results.contains(activeElement) || (activeElement === field() && field().value.trim() !== text);
  if (!isFirst && !isElsewhere) focusMain();
  const down = typeof history.state === "string" && Number.parseInt(history.state, 10);
  if (down) scrollTo(0, down);
}

const focusMain = () => document.getElementById("main").focus({ preventScroll: true });

function title(words) {
  part("title").textContent = words;
  document.title = `${words} – ${app.dataset.name}`;
}

// The address is another after a click once all who listen have heard of it.
const look = () => setTimeout(show);
addEventListener("popstate", look);
// Where the app had to see to the address itself.
addEventListener("query", look);
new MutationObserver(look).observe(document.getElementById("main"), { childList: true });
addEventListener("click", ({ target }) => {
  const button = target.closest('[data-action="search"]');
  if (button) tryAgain();
  // It is gone, and with it the place of whoever goes by keyboard.
  if (button && button === document.activeElement) focusMain();
  look();
});

// The same words may be searched for again, where the search has failed; what else is done there leaves
// the page as it is.
function tryAgain() {
  const { dataset } = part("results") ?? {};
  if (!dataset || !("failed" in dataset)) return;
  delete dataset.shown;
}

/* The list below the field: the combobox of the ARIA Authoring Practices, with the list as a
   suggestion only; what is typed stays as it is. */

let list;
let active = -1;
let pause;
// Counts what a visitor did: an answer to something before that is no longer for them, and neither
// opens a list they have closed nor changes one they are going through.
let turn = 0;

function close() {
  turn++;
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

function move(place) {
  turn++;
  mark(place);
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
  const mine = ++turn;
  clearTimeout(pause);
  // Who types is in the field again: Enter searches for the words, whatever was chosen before.
  mark(-1);
  const input = field();
  const text = input.value;
  if (!text.trim()) return close();
  const offer = ({ view, title }) => {
    if (mine !== turn || input.value !== text) return;
    const [first, ...others] = view.map(make);
    const there = list.firstElementChild;
    fill(list, there?.isEqualNode(first ?? null) ? there : first, ...others);
    list.hidden = view.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    clearTimeout(pause);
    pause = setTimeout(() => announce(title), PAUSE);
  };
  const answer = await ask({ kind: "suggestions", text }, offer);
  // A failure is told where results are asked for.
  if (!answer.late && !answer.error) offer(answer);
}

const isField = (target) => target.id === "q";
addEventListener("focusin", ({ target }) => isField(target) && prepare());
addEventListener("input", ({ target }) => isField(target) && suggest());
addEventListener("focusout", ({ target }) => isField(target) && close());
addEventListener("keydown", (event) => {
  if (!isField(event.target) || event.isComposing) return;
  const last = list.hidden ? -1 : list.children.length - 1;
  if (event.key === "Escape") {
    // What is still to come does not open the list again.
    close();
    if (last < 0) return;
  } else if (event.key === "Enter" && active >= 0) {
    choose(list.children[active]);
  } else if (event.key === "ArrowDown" && last >= 0) {
    move(active === last ? -1 : active + 1);
  } else if (event.key === "ArrowUp" && last >= 0) {
    move(active < 0 ? last : active - 1);
  } else {
    return;
  }
  event.preventDefault();
});
addEventListener("submit", () => {
  close();
  tryAgain();
  look();
});

if (field() === document.activeElement) prepare();
look();
