// What all tests share: a browser that reports what no visitor should meet, and words for what
// tests do.

import { expect, test as base } from "@playwright/test";

import { sites } from "./sites.js";

export { expect };

const own = new Set(Object.values(sites).map((site) => site.origin));

const isForeign = (url) => /^https?:/.test(url) && !own.has(new URL(url).origin);

export const test = base.extend({
  // Which of the two builds is visited; the projects say it.
  build: ["root", { option: true }],
  site: async ({ build }, use) => use(sites[build]),

  // Whether the browser has service workers at all.
  keeps: [false, { option: true }],
  context: async ({ context, keeps }, use) => {
    if (!keeps) await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
    await use(context);
  },

  // Fails the test where the console says anything, a script fails, or anything is asked of
  // another origin, unless the test says that it may.
  guard: [
    async ({ context }, use) => {
      const printed = [];
      const foreign = [];
      const allowed = { print: [], visit: [] };
      context.on("console", (message) => printed.push(`${message.type()}: ${message.text()}`));
      context.on("weberror", (error) => printed.push(`uncaught: ${error.error()}`));
      context.on("request", (request) => {
        if (isForeign(request.url())) foreign.push(request.url());
      });
      await use({
        mayPrint: (pattern) => allowed.print.push(pattern),
        mayVisit: (pattern) => allowed.visit.push(pattern),
      });
      // What a fault has in its hands when the test ends is no error of the test.
      for (const where of [context, ...context.pages()]) {
        await where.unrouteAll({ behavior: "ignoreErrors" });
      }
      const rest = (lines, patterns) =>
        lines.filter((line) => !patterns.some((pattern) => pattern.test(line)));
      expect.soft(rest(printed, allowed.print), "the console is silent").toEqual([]);
      expect.soft(rest(foreign, allowed.visit), "nothing is asked of other sites").toEqual([]);
    },
    { auto: true },
  ],

  // The requests of the page since the last `forget()`.
  requests: async ({ context }, use) => {
    let seen = [];
    // Chromium takes the icon from its cache again whenever the address changes.
    const isIcon = (request) => /\/icon-[^/]*\.svg$/.test(request.url());
    context.on("request", (request) => isIcon(request) || seen.push(request));
    const urls = (wanted) => seen.filter(wanted).map((request) => request.url());
    await use({
      forget: () => (seen = []),
      all: () => urls(() => true),
      documents: () => urls((request) => request.isNavigationRequest()),
      data: () => urls((request) => request.url().endsWith(".json")),
    });
  },
});

// Chromium's own line for a request that the server or the network refused.
export const failedRequest = /^error: Failed to load resource/;

// What goes into `docs/reliability.md` when the test has passed wherever it ran: a fault, and what a
// visitor sees. `pages`: of which kinds of pages it was tried. The runner's report says how it ended.
export const fault = (what, sees, pages) => ({
  annotation: [
    { type: "fault", description: what },
    { type: "sees", description: sees },
    { type: "pages", description: pages },
  ],
});

const html = (body) => ({ contentType: "text/html", body: `<!doctype html>${body}` });

// What can go wrong with any request.
export const answers = {
  "no connection": (route) => route.abort("connectionrefused"),
  "status 404": (route) => route.fulfill({ status: 404, ...html("Not here") }),
  "status 500": (route) => route.fulfill({ status: 500, body: "" }),
  "HTML in its place": (route) => route.fulfill(html("<title>Sign in</title><h1>Sign in</h1>")),
  "an answer cut off": (route) => ask(route, "cut"),
  "an answer that stalls": (route) => ask(route, "stall"),
  "no answer at all": () => {},
};

// Asks the tests' server for one of its faults.
const ask = (route, fault) =>
  route.continue({ headers: { ...route.request().headers(), "x-fault": fault } });

// Waits until the app runs: it says so on its root.
export async function hydrated(page) {
  await expect(page.locator("#app")).toHaveAttribute("data-app", "running");
}

// Opens a page and waits until the app runs.
export async function open(page, url) {
  const response = await page.goto(url);
  await hydrated(page);
  return response;
}

// Waits until the browser has had time for everything that it does when idle: two idle periods,
// with frames (in which observers report) before, between and after.
export async function settled(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const idle = () => new Promise((resolve) => requestIdleCallback(resolve));
    for (const pause of [frame, frame, idle, frame, frame, idle, frame, frame]) await pause();
  });
}

// Holds back the answers to requests for `pattern` until `release()`.
export async function holdBack(page, pattern) {
  let open;
  const gate = new Promise((resolve) => (open = resolve));
  await page.route(pattern, async (route) => {
    await gate;
    // The page that asked may be gone by now, and its request with it.
    await route.continue().catch(() => {});
  });
  const asked = page.waitForRequest(pattern);
  // Who does not wait for it need not hear that the page is gone.
  asked.catch(() => {});
  return { asked, release: open };
}

// Ends the faults of a page or a context. `unroute` would let the host answer a request that a fault
// has already in its hands, which is an error of the test: the page may ask when a test does not
// expect it, for whether the site has been updated.
export const mend = (where) => where.unrouteAll({ behavior: "wait" });

// The first link to a page of the site that a visitor can see.
export function linkTo(page, site, path) {
  return page.locator(`a[href="${site.base}${path}"]`).filter({ visible: true }).first();
}

// The contents list of an article, unfolded where there is no room for it.
export async function contents(page) {
  const list = page.getByRole("navigation", { name: "Contents" });
  const fold = list.locator("details");
  if ((await fold.getAttribute("open")) === null) await list.locator("summary").click();
  await expect(fold).toHaveAttribute("open");
  return list;
}

// What a visitor can tell a page by.
export async function whatIsShown(page) {
  return {
    address: page.url(),
    title: await page.title(),
    heading: await page.locator("h1").innerText(),
    text: await page.locator("main").innerText(),
  };
}
