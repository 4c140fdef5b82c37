// Each request of each kind of page fails in each way, in turn: the text, the help lines and the way
// on stay. What passed here is told in `docs/reliability.md`.

import {
  answers,
  expect,
  failedRequest,
  fault,
  holdBack,
  hydrated,
  linkTo,
  mend,
  open,
  settled,
  test,
  whatIsShown,
} from "./fixtures.js";
import { article, kinds, pages } from "./sites.js";

test.beforeEach(({ guard }) => guard.mayPrint(failedRequest));
test.describe.configure({ timeout: 240_000 });

// What a page asks for when it is loaded. What hangs keeps it from ever being called loaded. Not its
// icon, which a browser without a window asks for only sometimes.
const requests = {
  "the stylesheet": [/\/style-[^/]*\.css$/, "the page without its colours, and with them when they come"],
  "the pictures": [/\/pictures\//, "the page, with what its pictures show in words"],
  "the script of the buttons": [/\/actions-[^/]*\.js$/, "the page, without buttons that would do nothing"],
  "the script that starts the app": [/\/boot-[^/]*\.js$/, "the page; links are plain links"],
  "the app's script": [/\/app-[^/]*\.js$/, "the page; links are plain links"],
  "the app's Wasm": [/\.wasm$/, "the page; links are plain links"],
  "the data of pages ahead": [/\/data\/.*\.json$/, "the page; links are plain or show the page all the same"],
};

// The browser's own words for what it could not load or compile.
const complaints = [
  /^warning: The app did not start; the page works without it\./,
  /MIME type/,
  /Failed to find a valid digest in the 'integrity' attribute/,
  /Fetch API cannot load .*\.wasm\./,
  /`WebAssembly.instantiateStreaming` failed/,
];

const phone = (page) =>
  page.getByRole("complementary", { name: "Contact and help lines" }).locator('a[href^="tel:"]').first();

for (const [what, [pattern, sees]] of Object.entries(requests)) {
  for (const [how, answer] of Object.entries(answers)) {
    test(`${what}: ${how}`, fault(`${what}: ${how}`, sees, `${kinds.length} kinds, loaded and left by a click`), async ({ page, site, guard, request }) => {
      for (const complaint of complaints) guard.mayPrint(complaint);
      // What is asked for ahead fails before the click alone: what a click asks for has tests below.
      const isAhead = what === "the data of pages ahead";
      let failed = 0;
      let fails = true;
      await page.route(pattern, (route) => {
        if (!fails) return route.fallback();
        failed += 1;
        return answer(route);
      });
      for (const { kind, path } of kinds) {
        await test.step(kind, async () => {
          const built = await (await request.get(site.url(path), { maxRetries: 1 })).text();
          fails = true;
          const heading = built.match(/<h1[^>]*>(.*?)<\/h1>/s)[1];
          await page.goto(site.url(path), { waitUntil: "commit" });
          // Painted, and not only there.
          await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
          await expect(page.locator("h1")).toHaveText(heading.replace(/<[^>]+>/g, ""));
          await expect(phone(page)).toBeVisible();
          await expect(page.locator("main a[href], header a[href]").first()).toBeVisible();
          const next = path === "/contact/" ? "/topics/" : "/contact/";
          if (isAhead) {
            await hydrated(page);
            await settled(page);
            fails = false;
          }
          await linkTo(page, site, next).click();
          await expect(page).toHaveURL(site.url(next), { timeout: 15_000 });
          await expect(page.locator("h1")).toHaveText(next === "/topics/" ? "All topics" : "Contact us");
        });
      }
      expect(failed).toBeGreaterThan(0);
    });
  }
}

test(
  "a link to a place on the page loads nothing, also where the app is not there",
  fault("the app's Wasm does not come, then a link to a section, a source or the content", "that place", "an article"),
  async ({ page, site, guard, requests }) => {
    for (const complaint of complaints) guard.mayPrint(complaint);
    await page.route(/\.wasm$/, (route) => route.abort("connectionrefused"));
    const said = page.waitForEvent("console", (message) => /did not start/.test(message.text()));
    await page.goto(site.url(article.path));
    await said;
    requests.forget();
    for (const link of [page.locator("main .heading-link").last(), page.locator("main sup a[href^='#']").first()]) {
      const { hash } = new URL(await link.evaluate((link) => link.href));
      await link.click();
      await expect(page).toHaveURL(site.url(article.path) + hash);
    }
    await page.goBack();
    await settled(page);
    expect(requests.documents()).toEqual([]);
  },
);

test(
  "buttons whose script hangs are shown when it comes",
  fault("the script of the buttons hangs", "the page; after four seconds no button that would do nothing", "one kind"),
  async ({ page, site }) => {
    const { release } = await holdBack(page, /\/actions-[^/]*\.js$/);
    await page.clock.install();
    await page.goto(site.url(article.path), { waitUntil: "commit" });
    await expect(page.getByRole("contentinfo")).toBeAttached();
    await page.clock.runFor(5_000);
    const shown = page.locator(".needs-script").filter({ visible: true });
    await expect(shown).toHaveCount(0);
    release();
    await expect(shown).not.toHaveCount(0);
  },
);

test(
  "buttons that need a script that did not come are not shown",
  fault("the script of the buttons has a mistake", "the page, without buttons that would do nothing", "one kind"),
  async ({ page, site, guard }) => {
    for (const complaint of complaints) guard.mayPrint(complaint);
    await page.route(/\/actions-[^/]*\.js$/, (route) =>
      route.fulfill({ contentType: "text/javascript", body: "const half = {" }),
    );
    await open(page, site.url(article.path));
    expect(await page.locator(".needs-script").count()).toBeGreaterThan(2);
    await expect(page.locator(".needs-script").filter({ visible: true })).toHaveCount(0);
  },
);

// What the data of a page can be that a click asked for. `shown`: the state that is designed for it;
// `document`: the browser is sent to the page itself.
const json = (body) => (route) => route.fulfill({ contentType: "application/json", body });
const changed = (change) => async (route) => {
  const response = await route.fetch();
  const value = await response.json();
  change(value);
  await route.fulfill({ response, json: value });
};
const connection = "You may be offline, or the connection may be slow.";
const problem = "The site has a problem at the moment.";
const other = "What came back was not the page.";
const data = {
  "no connection": [answers["no connection"], connection],
  "no answer at all": [answers["no answer at all"], connection],
  "an answer cut off": [answers["an answer cut off"], connection],
  "an answer that stalls": [answers["an answer that stalls"], connection],
  "a redirect to another host's sign-in page": [
    (route) => route.fulfill({ status: 302, headers: { location: "https://portal.example/" } }),
    connection,
  ],
  "status 400": [(route) => route.fulfill({ status: 400, body: "" }), problem],
  "status 403": [(route) => route.fulfill({ status: 403, body: "" }), problem],
  "status 429": [(route) => route.fulfill({ status: 429, body: "" }), problem],
  "status 500": [answers["status 500"], problem],
  "status 503": [(route) => route.fulfill({ status: 503, body: "" }), problem],
  "a sign-in page in its place": [answers["HTML in its place"], other],
  "an empty answer": [json(""), other],
  "truncated JSON": [json('{"build":"0","page":{"home":'), other],
  "JSON of something else": [json('{"page":null}'), other],
  "a list in place of an object": [json("[]"), other],
  "a field of a wrong type": [changed((value) => (value.document_title = 7)), other],
  "a field that is missing": [changed((value) => delete value.page), other],
  "a kind of page that there is not": [changed((value) => (value.page = { poem: {} })), other],
  "status 404": [answers["status 404"], null],
  "status 410": [(route) => route.fulfill({ status: 410, body: "" }), null],
  "the data of another build": [changed((value) => (value.build = "000000000000")), null],
};

for (const [how, [answer, shown]] of Object.entries(data)) {
  const sees = shown
    ? "the help lines, what is wrong, and a way on; trying again helps"
    : "the page itself, loaded anew";
  test(`a page by a click: ${how}`, fault(`the data of a page by a click: ${how}`, sees, `${pages.length} kinds, by a click`), async ({
    page,
    site,
    guard,
    requests,
  }) => {
    guard.mayPrint(/Refused to connect|violates the following Content Security Policy|Fetch API cannot load/);
    guard.mayVisit(/portal\.example/);
    await page.clock.install();
    for (const { kind, path, from, data } of pages) {
      await test.step(kind, async () => {
        const file = `**/data/${data}.json`;
        let fails = true;
        await page.route(file, (route) => (fails ? answer(route) : route.fallback()));
        await open(page, site.url(from));
        requests.forget();
        await linkTo(page, site, path).click();
        if (!shown) {
          await expect(page).toHaveURL(site.url(path));
          expect(requests.documents()).toContain(site.url(path));
          await expect(page.locator("h1")).toBeVisible();
          await expect(phone(page)).toBeVisible();
          return;
        }
        // Pauses between attempts, and the limit of each, pass at once.
        await expect(async () => {
          await page.clock.runFor(5_000);
          await expect(page.locator("h1")).toHaveText("This page did not load", { timeout: 100 });
        }).toPass();
        await expect(page.getByRole("main")).toContainText(shown);
        await expect(phone(page)).toBeVisible();
        await expect(page).toHaveURL(site.url(path));
        expect(requests.documents()).toEqual([]);
        fails = false;
        await page.getByRole("button", { name: "Try again" }).click();
        // Home is fetched ahead here too: the click waits for that answer until its limit.
        const failed = page.getByRole("heading", { name: "This page did not load" });
        await expect(failed).toHaveCount(0, { timeout: 20_000 });
        await expect(page).toHaveURL(site.url(path));
      });
    }
  });
}

const topics = "**/data/topics.json";

test(
  "a fault that passes is never seen",
  fault("the data of a page by a click: two faults, then the page", "the page, a little later", "one kind"),
  async ({ page, site }) => {
    let asked = 0;
    await page.route(topics, (route) => {
      asked += 1;
      if (asked === 1) return route.fulfill({ status: 503, body: "" });
      if (asked === 2) return route.abort("connectionreset");
      return route.continue();
    });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, site.url("/articles/understanding-addiction/"));
    asked = 0;
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator("h1")).toHaveText("All topics");
  },
);

test(
  "a fault from before a click is no answer to it",
  fault("the data of a page ahead is a sign-in page, and its link is clicked while it comes", "the page, once the network lets it through", "one kind"),
  async ({ page, site }) => {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    let asked = 0;
    await page.route(topics, async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      await gate;
      return answers["HTML in its place"](route);
    });
    const ahead = page.waitForRequest(topics);
    await open(page, site.url("/contact/"));
    await ahead;
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator(".progress")).toBeVisible();
    release();
    await expect(page.locator("h1")).toHaveText("All topics");
    expect(asked).toBe(2);
  },
);

test(
  "who moves on is not waited for",
  fault("a page that hangs is left by another click", "the page asked for last; the other request ends", "one kind"),
  async ({ page, site }) => {
    await page.route(topics, () => {});
    const given = page.waitForEvent("requestfailed", (request) => /topics\.json$/.test(request.url()));
    await open(page, site.url("/"));
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator(".progress")).toBeVisible();
    await linkTo(page, site, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
    await given;
  },
);

test(
  "a connection that comes back is noticed",
  fault("offline while a page is asked for, then online", "that it did not load, at once; then the page by itself", "one kind"),
  async ({ page, site, context }) => {
    await page.route(topics, (route) => route.abort("internetdisconnected"));
    await open(page, site.url("/contact/"));
    await context.setOffline(true);
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator("h1")).toHaveText("This page did not load");
    await mend(page);
    await context.setOffline(false);
    await expect(page.locator("h1")).toHaveText("All topics");
  },
);

test(
  "a page that did not load can be loaded without the app",
  fault("a sign-in page of a public network answers for the data", "a link that leads to that sign-in page", "one kind"),
  async ({ page, site, requests }) => {
    await page.route(topics, answers["HTML in its place"]);
    await open(page, site.url("/contact/"));
    await linkTo(page, site, "/topics/").click();
    requests.forget();
    await page.getByRole("link", { name: "load the page anew" }).click();
    await expect(page.locator("h1")).toHaveText("All topics");
    expect(requests.documents()).toContain(site.url("/topics/"));
  },
);

test(
  "Back to a page of another build",
  fault("Back leads to a page that a newer build has changed", "that page, loaded anew, at its address", "one kind"),
  async ({ page, site, requests }) => {
    await open(page, site.url("/topics/"));
    await linkTo(page, site, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
    await page.route(topics, data["the data of another build"][0]);
    await page.reload();
    await hydrated(page);
    requests.forget();
    await page.goBack();
    await expect(page.locator("h1")).toHaveText("All topics");
    await expect(page).toHaveURL(site.url("/topics/"));
    await expect.poll(() => requests.documents()).toContain(site.url("/topics/"));
  },
);

// The app itself.

const panics = /The app panicked|^uncaught:|unreachable|^warning: The app has stopped/;

// Safari refuses more than a hundred changes of address in half a minute; the router panics then.
const refuseNewAddresses = () => {
  history.pushState = () => {
    throw new DOMException("too many", "SecurityError");
  };
};

test(
  "after a panic the click is followed and links are plain links",
  fault("a panic of the app after a click", "the page that the click asked for; links are plain links", "one kind"),
  async ({ page, site, guard, requests }) => {
    guard.mayPrint(panics);
    await open(page, site.url("/contact/"));
    await page.evaluate(refuseNewAddresses);
    const said = page.waitForEvent("console", (message) => /The app panicked/.test(message.text()));
    await linkTo(page, site, "/topics/").click();
    await said;
    await expect(page).toHaveURL(site.url("/topics/"));
    await expect(page.locator("h1")).toHaveText("All topics");
    await hydrated(page);
    expect(requests.documents()).toContain(site.url("/topics/"));
  },
);

// Stops the app as the browser would tell it, in a page that was open for long.
const stop = (page) =>
  page.evaluate(() => {
    const error = new WebAssembly.RuntimeError("unreachable");
    error.stack = "RuntimeError: unreachable\n    at wasm://wasm/app:wasm-function[1]:0x1";
    dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  });

for (const [what, next] of [
  ["a click", (page, site) => linkTo(page, site, "/topics/").click()],
  ["Back", (page) => page.goBack()],
]) {
  test(
    `a stopped app: ${what} loads the page`,
    fault(`the app has stopped (panic, no memory, no stack), then ${what}`, "the page, by a plain link", "one kind"),
    async ({ page, site, guard, requests }) => {
      guard.mayPrint(panics);
      await open(page, site.url("/topics/"));
      await linkTo(page, site, "/contact/").click();
      await expect(page.locator("h1")).toHaveText("Contact us");
      const before = await whatIsShown(page);
      await stop(page);
      await expect(page.locator("#app")).toHaveAttribute("data-app", "stopped");
      expect(await whatIsShown(page)).toEqual(before);
      requests.forget();
      await next(page, site);
      await expect(page.locator("h1")).toHaveText("All topics");
      await expect(page).toHaveURL(site.url("/topics/"));
      expect(requests.documents()).toContain(site.url("/topics/"));
    },
  );
}

test(
  "a stopped app leaves buttons and places on the page",
  fault("the app has stopped, then a button or a link to a section", "what the button does; the section", "one kind"),
  async ({ page, site, guard }) => {
    guard.mayPrint(panics);
    await open(page, site.url(article.path));
    await stop(page);
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.locator(".heading-link").last().click();
    await expect(page).toHaveURL(/#./);
  },
);

const without = {
  "Wasm is forbidden": [
    "the browser forbids Wasm",
    () => {
      delete globalThis.WebAssembly;
    },
  ],
  "no memory for Wasm": [
    "there is no memory for the app",
    () => {
      WebAssembly.instantiateStreaming = WebAssembly.instantiate = () =>
        Promise.reject(new RangeError("WebAssembly.Memory(): could not allocate memory"));
    },
  ],
};

for (const [name, [what, break_]] of Object.entries(without)) {
  test(name, fault(what, "the page; links are plain links", `${kinds.length} kinds, loaded and left by a click`), async ({ page, site, guard, requests }) => {
    guard.mayPrint(/./);
    await page.addInitScript(break_);
    for (const { path } of kinds) {
      const said = page.waitForEvent("console", (message) => /did not start/.test(message.text()));
      await page.goto(site.url(path));
      await said;
      requests.forget();
      const next = path === "/topics/" ? "/contact/" : "/topics/";
      await linkTo(page, site, next).click();
      await expect(page).toHaveURL(site.url(next));
      expect(requests.documents()).toContain(site.url(next));
    }
  });
}

const storages = {
  "storage is forbidden": () =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
    }),
  "storage is full": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
};

for (const [what, break_] of Object.entries(storages)) {
  test(what, fault(what, "the page; a choice of colours holds for it", `${pages.length} kinds, loaded and by a click`), async ({ page, site }) => {
    await page.addInitScript(break_);
    for (const { path, from } of pages) {
      await open(page, site.url(from));
      await page.getByRole("radio", { name: "Dark" }).check({ force: true });
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
      await linkTo(page, site, path).click();
      await expect(page).toHaveURL(site.url(path));
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    }
  });
}

for (const [what, day] of [
  ["the clock is twenty years slow", "2006-01-01T00:00:00Z"],
  ["the clock is twenty years fast", "2046-01-01T00:00:00Z"],
]) {
  test(what, fault(what, "the page; at most a note that advice may be newer", `${pages.length} kinds, loaded and by a click`), async ({ page, site }) => {
    await page.clock.install({ time: new Date(day) });
    for (const { path, from } of pages) {
      await open(page, site.url(from));
      await linkTo(page, site, path).click();
      await expect(page).toHaveURL(site.url(path));
      await expect(page.locator("h1")).toBeVisible();
      await expect(phone(page)).toBeVisible();
    }
  });
}

test(
  "the stylesheet comes late",
  fault("the stylesheet takes ten seconds", "the text after four, its colours after ten", "one kind"),
  async ({ page, site }) => {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    await page.route(/\/style-[^/]*\.css$/, async (route) => {
      await gate;
      await route.continue();
    });
    await page.goto(site.url(article.path), { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    const margin = () => page.evaluate(() => getComputedStyle(document.body).margin);
    expect(await margin()).toBe("8px");
    release();
    await expect.poll(margin).not.toBe("8px");
    await settled(page);
  },
);
