// The page's side: keeps what is read, saves the library for whoever asks for it, brings what is kept
// along to a new build, and says where the connection is gone. `boot.js` loads it last of all.
const app = document.getElementById("app");
const main = document.getElementById("main");
const { build } = app.dataset;
const { serviceWorker } = navigator;

// How many pages are asked for at a time: others use the connection too.
const PAGES_AT_ONCE = 4;
// How many files of the search: some hundreds of 2 kB, which wait for their answer far longer than
// they take to come.
const SMALL_AT_ONCE = 24;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

// A screen reader says it when it has finished what it is saying.
function announce(words) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = words), 60);
}

const count = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

// The worker, once there is one: not always that of this page, as after a reload past the cache.
let registration;

function ask(question) {
  const worker = serviceWorker.controller ?? registration?.active;
  if (!worker) return null;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(question, [port2]);
    // That of a build without offline reading does not answer.
    setTimeout(resolve, 10_000, null);
  });
}

/* The notice. */

// Before the app, whose elements are its own.
const notice = element("div", { class: "notice", role: "region", "aria-label": "Connection", hidden: "" });
app.before(notice);

const isFallback = () => document.querySelector("[data-offline-page]");

async function tellConnection() {
  const page = await thisPage();
  const copy = await ask({ copy: [location.pathname, page?.data] });
  const words = [];
  if (!navigator.onLine) {
    words.push("You are offline. Pages that you have read or saved on this device still open.");
  } else if (copy !== null) {
    words.push(isFallback() ? "You are offline, or the connection is very slow." : "The newest version of this page could not be loaded.");
  }
  if (copy && !isFallback()) {
    const date = new Date(copy).toLocaleDateString("en-GB", { dateStyle: "long" });
    words.push(`This is the copy of the page that was saved here on ${date}.`);
  }
  const text = words.join(" ");
  if (notice.textContent === text) return;
  const { offsetHeight } = notice;
  notice.textContent = text;
  notice.hidden = !text;
  // Who is reading further down stays there, also where the browser does not see to that itself.
  if (scrollY > 0 && !CSS.supports("overflow-anchor", "auto")) scrollBy(0, notice.offsetHeight - offsetHeight);
  if (text) announce(text);
}

addEventListener("offline", tellConnection);
addEventListener("online", tellConnection);

// When the browser says that it is connected, or after a time.
const connectedOrAfter = (pause) =>
  new Promise((resolve) => {
    addEventListener("online", resolve, { once: true });
    setTimeout(resolve, pause);
  });

// The page that was asked for, in the place of the one that says that it is not here, as soon as the
// host answers: a device may be connected before the network is, and need not know that it was not.
async function comeBack() {
  for (let pause = 1_000; ; pause = Math.min(2 * pause, 30_000)) {
    await connectedOrAfter(pause);
    const asked = fetch(location.href, { cache: "no-store" }).catch(() => {});
    const answer = await Promise.race([asked, connectedOrAfter(10_000)]);
    if (answer?.status < 500) return location.reload();
  }
}

/* What is saved. */

// The list of all pages, as the worker of this build has kept it; or as the site has it now.
async function pages() {
  const list = await inBuild(build, SITE.list);
  return list?.json();
}

async function thisPage() {
  const list = await pages();
  return list?.pages.find(({ path }) => path === location.pathname);
}

async function pagesNow(signal) {
  const response = await fetch(SITE.list, { cache: "no-store", signal });
  if (!response.ok) throw new Refused();
  return response.json();
}

class Updated extends Error {}
class Refused extends Error {}

async function saveFile(build, address, signal) {
  if (await inBuild(build, address)) return;
  const isHashed = HASHED.test(address);
  const known = isHashed && (await find(address));
  const response = known || (await fetch(address, isHashed ? { signal } : { signal, cache: "no-store" }));
  if ([404, 410].includes(response.status)) return forget(address);
  const of = await keep(address, response, build);
  if (!of) throw new Refused();
  if (of !== build) throw new Updated();
}

// A page last of its files: where it is kept, all of it is.
const filesOf = ({ path, data, pictures = [] }) => [...pictures, data, path];

async function savePage(build, page, signal) {
  for (const address of filesOf(page)) await saveFile(build, address, signal);
}

// Some at a time, and none after the first that fails.
async function each(items, atOnce, work) {
  const rest = [...items];
  const worker = async () => {
    while (rest.length > 0) {
      try {
        await work(rest.shift());
      } catch (fault) {
        rest.length = 0;
        throw fault;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

// The page that is read.
async function keepThis() {
  if (isFallback() || document.querySelector("[data-retry]")) return;
  const page = await thisPage();
  if (page) await savePage(build, page);
}

// Everything of an older build that a visitor had, from this one. Until it is here, what was there
// stays: it opens with the files of its own build.
async function moveAlong() {
  const others = (await builds()).filter((name) => name !== PREFIX + build);
  if (others.length === 0) return;
  const list = await pagesNow();
  // This tab is the older one.
  if (list.build !== build || !(await inBuild(build, SITE.offline))) return;
  const had = (address) => find(address);
  const everything = await had(EVERYTHING);
  if (everything) await keepMark();
  const wanted = [];
  for (const page of list.pages) if (everything || (await had(page.path))) wanted.push(page);
  const files = [];
  for (const file of list.search) if (everything || (await had(file))) files.push(file);
  // Many pages, which somebody who asked for less data may want to see coming.
  if (navigator.connection?.saveData && wanted.length > 0) return;
  await each(wanted, PAGES_AT_ONCE, (page) => savePage(build, page));
  await each(files, SMALL_AT_ONCE, (file) => saveFile(build, file));
  for (const name of others) await caches.delete(name);
}

const keepMark = async () => (await caches.open(PREFIX + build)).put(EVERYTHING, new Response(""));

// What is kept, by title.
async function savedPages() {
  const found = new Map();
  for (const name of await builds()) {
    const answers = await (await caches.open(name)).keys();
    const cache = await caches.open(name);
    for (const request of answers) {
      const path = place(request.url);
      if (!path.endsWith("/") || found.has(path)) continue;
      const title = (await cache.match(request)).headers.get("x-title");
      if (title) found.set(path, words(decodeURIComponent(title)));
    }
  }
  return [...found].sort(([, one], [, other]) => one.localeCompare(other));
}

// A title as it stands in HTML, where three letters are written in another way.
function words(title) {
  const letters = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const text = title.replace(/&(lt|gt|amp);/g, (letter) => letters[letter]);
  const end = ` – ${app.dataset.name}`;
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}

/* The page that is not here: what is. */

async function listSaved() {
  const page = main.querySelector("[data-offline-page]") ?? main.querySelector("[data-retry]")?.closest(".page");
  if (!page || page.querySelector("[data-saved]")) return;
  const section = element("section", { class: "section", "data-saved": "" });
  page.append(section);
  const saved = await savedPages();
  const links = saved.map(([path, title]) => element("li", {}, element("a", { href: path }, title)));
  section.append(
    element("h2", {}, "Saved on this device"),
    links.length > 0 ? element("ul", {}, ...links) : element("p", {}, "Nothing is saved here yet."),
  );
}

/* The buttons for the whole library. */

let saving;
// Kept where a visitor leaves the page and comes back to it: work may be under way.
let controls;

async function offerLibrary() {
  const page = main.querySelector(".page");
  if (location.pathname !== SITE.controls || !page || !registration) return;
  controls ??= makeControls();
  page.append(controls);
  const says = controls.querySelector("p");
  const list = await pages();
  const saved = list && (await countSaved(list));
  if (!list || saving || says.textContent) return;
  says.textContent =
    saved === list.pages.length
      ? `All ${count(list.articles, "article")} are saved on this device.`
      : `Pages that you have read open without a connection too. Here you can save all ${count(list.articles, "article")}: about ${megabytes(list.bytes)} on this device.`;
}

function makeControls() {
  const says = element("p", {});
  const bar = element("progress", { hidden: "", "aria-label": "Saved" });
  const save = element("button", { type: "button", class: "button" }, SAVE);
  const remove = element("button", { type: "button", class: "button button--quiet" }, "Remove saved articles");
  const shows = { says, bar, save };
  save.addEventListener("click", () => (saving ? saving.abort() : saveLibrary(shows)));
  remove.addEventListener("click", async () => {
    saving?.abort();
    const removed = (await ask("remove")) !== null || (await builds()).length === 0;
    says.textContent = removed
      ? "Removed. The help lines and the pages that you read from now on are kept."
      : "This could not be removed. Reload the page and press the button again.";
    announce(says.textContent);
  });
  return element(
    "section",
    { class: "section" },
    element("h2", {}, "Offline reading"),
    says,
    bar,
    element("ul", { class: "tools" }, element("li", {}, save), element("li", {}, remove)),
  );
}

const SAVE = "Save all articles for offline reading";

async function countSaved(list) {
  let saved = 0;
  for (const { path } of list.pages) if (await inBuild(list.build, path)) saved += 1;
  return saved;
}

async function saveLibrary({ says, bar, save }) {
  const work = new AbortController();
  const { signal } = work;
  saving = work;
  let list;
  let pages = 0;
  let bytes = 0;
  let told = 0;
  save.textContent = "Cancel";
  bar.hidden = false;
  bar.removeAttribute("value");
  says.textContent = "Saving…";
  announce(says.textContent);
  const progress = () =>
    `${pages} of ${count(list.pages.length, "page")} saved, ${megabytes(bytes)} of ${megabytes(list.bytes)}.`;
  const tell = (more) => {
    // What was under way when another failed, or was stopped.
    if (saving !== work) return;
    bytes += more;
    bar.value = bytes / list.bytes;
    says.textContent = progress();
    const quarter = Math.floor(4 * bar.value);
    if (quarter > told && quarter < 4) announce(says.textContent);
    told = quarter;
  };
  try {
    // A browser then asks before it makes room by removing what is saved. Not waited for: some ask the
    // visitor first.
    navigator.storage?.persist?.().catch(() => {});
    list = await pagesNow(signal);
    if (list.build !== build) throw new Updated();
    await each(list.pages, PAGES_AT_ONCE, async (page) => {
      await savePage(build, page, signal);
      pages += 1;
      tell(page.bytes);
    });
    // What is left is the search, in files of much the same size.
    const rest = list.bytes - bytes;
    await each(list.search, SMALL_AT_ONCE, async (file) => {
      await saveFile(build, file, signal);
      tell(rest / list.search.length);
    });
    await keepMark();
    says.textContent = `All ${count(list.articles, "article")} are saved on this device, and the search with them: ${megabytes(list.bytes)}.`;
  } catch (fault) {
    says.textContent = why(fault, signal, list ? progress() : "");
  }
  saving = undefined;
  work.abort();
  save.textContent = SAVE;
  bar.hidden = true;
  announce(says.textContent);
}

function why(fault, { aborted }, progress) {
  if (aborted) return `Stopped. ${progress}`;
  if (fault.name === "QuotaExceededError") {
    return `This device has no more room for this site. ${progress} What is saved stays.`;
  }
  if (fault instanceof Updated) {
    return "This site has been updated. Reload the page and press the button again.";
  }
  if (fault.name === "SecurityError") return "This browser does not let this site save pages.";
  const what = fault instanceof Refused ? "The site has a problem at the moment." : "The connection was lost.";
  return `${what} ${progress} Press the button again to go on.`;
}

/* All of it. */

// What fails here is tried again with the next page.
const quietly = (work) => work().catch(() => {});

function look() {
  tellConnection();
  quietly(listSaved);
  quietly(offerLibrary);
  return quietly(keepThis);
}

async function begin() {
  look();
  if (isFallback()) comeBack();
  // A browser that forbids it, or an address without a worker: the page is as ever.
  const registered = await serviceWorker
    .register(SITE.worker, { scope: SITE.base, updateViaCache: "none" })
    .catch(() => {});
  if (!registered) return;
  registration = await serviceWorker.ready;
  new MutationObserver(look).observe(main, { childList: true });
  // The worker of another build has come into use.
  serviceWorker.addEventListener("controllerchange", settle);
  await settle();
}

async function settle() {
  await look();
  // One tab after the other: there is nothing left to do for the second.
  const { locks } = navigator;
  await quietly(() => (locks ? locks.request(PREFIX, moveAlong) : moveAlong()));
}

begin();
