// Without a connection: what was read opens, what was not says so, and the whole library on request.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { addresses } from "./addresses.js";
import { violations } from "./axe.js";
import {
  expect,
  failedRequest,
  fault,
  hydrated,
  linkTo,
  settled,
  test as base,
  whatIsShown,
} from "./fixtures.js";
import { anotherBuild, buildOf, serve } from "./place.js";
import { article, library, project, sites } from "./sites.js";

const test = base.extend({
  // A host that a test may take away.
  place: async ({ site, guard }, use) => {
    const place = await serve(site);
    guard.mayVisit(new RegExp(`^${place.origin}/`));
    guard.mayPrint(failedRequest);
    await use(place);
    await place.stop();
  },
});

test.use({ serviceWorkers: "allow", keeps: true });
test.describe.configure({ timeout: 60_000 });

const read = "/articles/understanding-addiction/";
const unread = "/articles/ketamine-anxiety-and-ptsd/";

const phone = (page) =>
  page.getByRole("complementary", { name: "Contact and help lines" }).locator('a[href^="tel:"]').first();

const notice = (page) => page.locator("body > .notice").filter({ visible: true });

// The data of an article.
const dataOf = (path) => path.replace(/^\/articles\/(.*)\/$/, "/data/articles/$1.json");

// Waits until a page is kept: nothing shows it before the connection is gone.
async function kept(page, place, path, files = [path, dataOf(path)]) {
  await expect
    .poll(() =>
      page.evaluate(
        async (paths) => (await Promise.all(paths.map((file) => caches.match(file)))).every(Boolean),
        files.map((file) => place.base + file),
      ),
    )
    .toBe(true);
}

// Reads a page, and waits until it can be read again.
async function visit(page, place, path = article.path) {
  await page.goto(place.url(path));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  if (path.startsWith("/articles/")) await kept(page, place, path);
  return whatIsShown(page);
}

async function sameAs(page, before) {
  await expect(page.locator("h1")).toHaveText(before.heading);
  expect(await whatIsShown(page)).toEqual(before);
}

test(
  "offline after one visit: a reload shows the page, its help lines and the app",
  fault("no connection any more after one visit, then a reload", "the same page, and that it is a copy", "an article"),
  async ({ page, place }) => {
    const before = await visit(page, place);
    await place.stop();
    await page.reload();
    await hydrated(page);
    await sameAs(page, before);
    await expect(phone(page)).toBeVisible();
    await expect(notice(page)).toContainText("This is the copy of the page that was saved here on");
    // Styled, too: the skip link would stand in the page.
    await expect(page.getByRole("link", { name: "Skip to main content" })).not.toBeInViewport();
    // Home and the help that stands on it are kept with the first visit.
    await page.goto(place.url("/contact/"));
    await expect(page.locator("h1")).toHaveText("Contact us");
    await page.goto(place.url("/"));
    await expect(phone(page)).toBeVisible();
  },
);

test(
  "offline: from one read article to another, by clicks, Back and plain loads",
  fault("no connection any more, then to an article read before", "that article", "by a click, Back, and loaded"),
  async ({ page, place }) => {
    const first = await visit(page, place);
    await hydrated(page);
    const link = page.locator(`main a[href^="${place.base}/articles/"]`).last();
    const path = (await link.getAttribute("href")).slice(place.base.length);
    await link.click();
    await expect(page).toHaveURL(place.url(path));
    await kept(page, place, path);
    const second = await whatIsShown(page);
    await place.stop();
    await page.reload();
    await sameAs(page, second);
    await hydrated(page);
    await page.goBack();
    await expect(page).toHaveURL(place.url(article.path));
    await sameAs(page, first);
    await linkTo(page, place, path).click();
    await sameAs(page, second);
    await page.goto(place.url(article.path));
    await sameAs(page, first);
  },
);

test(
  "offline: a page that was not read says so, with help and what is here",
  fault("no connection any more, then a page that was not read", "that it is not here, help lines, and a list of what is", "loaded, and by a click"),
  async ({ page, place, context }) => {
    const { heading } = await visit(page, place, read);
    await place.stop();
    await page.goto(place.url(unread));
    await expect(page.locator("h1")).toHaveText("You are offline");
    await expect(page).toHaveURL(place.url(unread));
    await expect(phone(page)).toBeVisible();
    await expect(notice(page)).toBeVisible();
    const saved = page.getByRole("main").getByRole("link", { name: heading });
    await expect(saved).toBeVisible();
    await saved.click();
    await expect(page.locator("h1")).toHaveText(heading);
    await hydrated(page);
    // By a click, within the app. The contents list has no room on a phone: any link will do.
    await context.setOffline(true);
    await linkTo(page, place, "/privacy/").click();
    await expect(page.locator("h1")).toHaveText("This page did not load");
    await expect(phone(page)).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: heading })).toBeVisible();
  },
);

test(
  "the page comes by itself when the connection does",
  fault("a page that was not read, offline, then online again", "the page, by itself", "an article"),
  async ({ page, place, context }) => {
    await visit(page, place, read);
    await context.setOffline(true);
    await place.stop();
    await page.goto(place.url(unread));
    await expect(page.locator("h1")).toHaveText("You are offline");
    await place.start();
    await context.setOffline(false);
    await expect(page.locator("h1")).not.toHaveText("You are offline");
    await hydrated(page);
  },
);

test(
  "the page comes by itself when the host does",
  fault("a page that was not read, from a host that does not answer, then does", "the page, by itself", "an article"),
  async ({ page, place }) => {
    await visit(page, place, read);
    await place.stop();
    await page.goto(place.url(unread));
    await expect(page.locator("h1")).toHaveText("You are offline");
    await place.start();
    await expect(page.locator("h1")).not.toHaveText("You are offline");
    await hydrated(page);
  },
);

test("the notice comes and goes with the connection, without the app too", async ({ page, place, context, guard }) => {
  guard.mayPrint(/The app did not start|integrity/);
  place.failWith((request, response) => /\.wasm$/.test(request.url) && response.writeHead(500).end());
  await page.goto(place.url(read));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await expect(notice(page)).toHaveText(/^You are offline\. Pages that you have read/);
  await expect(page.locator("#announcer")).toHaveText(/^You are offline\./);
  await context.setOffline(false);
  await expect(notice(page)).toHaveCount(0);
});

test("the page for what is not here, and the buttons, break no rule of axe", async ({ page, place }) => {
  await visit(page, place, "/topics/");
  await expect(controls(page)).toContainText("save all 11 articles");
  expect(await violations(page)).toEqual([]);
  await place.stop();
  await page.goto(place.url(unread));
  await expect(page.getByRole("heading", { name: "Saved on this device" })).toBeVisible();
  await expect(notice(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("an article past its review says offline that there may be newer advice", async ({ page, guard }) => {
  const place = await serve(sites.specimens);
  guard.mayVisit(new RegExp(`^${place.origin}/`));
  guard.mayPrint(failedRequest);
  const path = "/articles/how-to-brew/";
  await page.clock.setFixedTime(new Date("2026-11-23"));
  await visit(page, place, path);
  const overdue = page.getByText("There may be newer advice");
  await expect(overdue).toBeHidden();
  await place.stop();
  await page.clock.setFixedTime(new Date("2036-11-23"));
  await page.reload();
  await expect(overdue).toBeVisible();
});

test(
  "one size of a photograph stands in for all",
  fault("no connection any more, and a page with a photograph that was read", "the photograph, in the size that was kept", "an article with a photograph"),
  async ({ page, guard }) => {
    const place = await serve(sites.specimens);
    guard.mayVisit(new RegExp(`^${place.origin}/`));
    guard.mayPrint(failedRequest);
    const path = "/articles/how-to-brew/";
    // It is kept though the visitor never came so far.
    await visit(page, place, path);
    await place.stop();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.reload();
    const picture = page.getByRole("img", { name: "A garden without a caption" });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  },
);

// The whole library.

const button = (page) => page.getByRole("button", { name: "Save all articles for offline reading" });
const controls = (page) =>
  page.locator("section", { has: page.getByRole("heading", { name: "Offline reading" }) });

test(
  "the whole library on request: every page, and the search",
  fault("no connection any more, with the library saved", "every page, and what a search finds", "every page"),
  async ({ page, place }) => {
    test.slow();
    await visit(page, place, "/topics/");
    await expect(controls(page)).toContainText(/all 11 articles: about \d+\.\d MB/);
    await button(page).click();
    await expect(page.getByRole("progressbar", { name: "Saved" })).toBeVisible();
    // Some three hundred files.
    await expect(controls(page)).toContainText("All 11 articles are saved on this device", { timeout: 60_000 });
    await expect(page.locator("#announcer")).toContainText("All 11 articles are saved");
    await expect(page.getByRole("progressbar", { name: "Saved" })).toBeHidden();
    await place.stop();
    const all = addresses(place);
    expect(all.length).toBeGreaterThan(20);
    for (const address of all) {
      await page.goto(address);
      await expect(page.locator("h1"), address).not.toHaveText("You are offline");
      await expect(phone(page)).toBeVisible();
      const broken = await page.locator("img").evaluateAll((images) =>
        images.filter((image) => image.complete && image.naturalWidth === 0).map((image) => image.src),
      );
      expect(broken, address).toEqual([]);
    }
    await page.goto(place.url("/search/?q=ketamine"));
    await expect(page.locator(".results > li").first()).toBeVisible();
  },
);

test(
  "what was searched for once is found again",
  fault("no connection any more, after a search", "the same results; of other words, that it did not load", "the results of a search"),
  async ({ page, place, guard }) => {
    guard.mayPrint(/^warning: The search did not answer\./);
    await visit(page, place, "/topics/");
    await page.goto(place.url("/search/?q=ketamine"));
    const results = page.locator(".results > li");
    await expect(results.first()).toBeVisible();
    const before = await results.allInnerTexts();
    const asked = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => /\/search-[^/]+\.(js|wasm)$|\/search-index\//.test(path)),
    );
    expect(asked.length).toBeGreaterThan(1);
    await kept(page, place, "", asked.map((path) => path.slice(place.base.length)));
    await place.stop();
    await page.goto(place.url("/search/?q=ketamine"));
    await expect(results.first()).toBeVisible();
    expect(await results.allInnerTexts()).toEqual(before);

    // What is not here is not answered from files that are for something else, and what is stays.
    for (const [words, isHere] of [["heroin", false], ["ketamine", true], ["bladder", false]]) {
      await page.getByLabel("What are you looking for?").fill(words);
      await page.keyboard.press("Enter");
      if (isHere) await expect(results.first()).toBeVisible();
      else await expect(page.locator("h1")).toHaveText("The search did not load");
    }
  },
);

test(
  "saving can be stopped, and what is saved removed",
  fault("the library is being saved, and a visitor changes their mind", "how much is saved; nothing once it is removed", "the list of topics"),
  async ({ page, place }) => {
    await visit(page, place, "/topics/");
    let held = 0;
    // The sixth page never comes.
    place.failWith((request) => /\/articles\/[^/]+\/$/.test(request.url) && ++held > 5);
    await button(page).click();
    await expect(controls(page)).toContainText(/[1-9]\d* of \d+ pages saved/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(controls(page)).toContainText("Stopped.");
    await expect(button(page)).toBeVisible();
    // Nor does a later version of the site save all of it.
    const asksForAll = await page.evaluate(async (mark) => Boolean(await caches.match(mark)), `${place.base}/data/everything`);
    expect(asksForAll).toBe(false);
    place.failWith(() => false);
    await page.getByRole("button", { name: "Remove saved articles" }).click();
    await expect(controls(page)).toContainText("Removed.");
    await place.stop();
    for (const path of [read, unread]) {
      await page.goto(place.url(path));
      await expect(page.locator("h1")).toHaveText("You are offline");
    }
    await expect(phone(page)).toBeVisible();
  },
);

test("how far it is is said to the last file, those of the search too", async ({ page, place }) => {
  await visit(page, place, "/topics/");
  let asked = 0;
  // Of the search, a hundred files come, and then no more.
  place.failWith((request) => request.url.includes("/search-index/") && ++asked > 100);
  await button(page).click();
  const text = await page.request.get(place.url("/data/offline.json"));
  const pages = (await text.json()).pages.reduce((sum, { bytes }) => sum + bytes, 0);
  const megabytes = async () =>
    (await controls(page).innerText()).match(/saved, (\S+) MB of (\S+) MB/)?.slice(1).map(Number) ?? [0, 0];
  await expect
    .poll(async () => (await megabytes())[0], { timeout: 20_000 })
    .toBeGreaterThan(pages / 1e6 + 0.2);
  await expect(controls(page)).toContainText(/(\d+) of \1 pages saved/);
  const [saved, all] = await megabytes();
  expect(saved).toBeLessThan(all);
  const bar = page.getByRole("progressbar", { name: "Saved" });
  expect(await bar.evaluate(({ value }) => value)).toBeLessThan(1);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(controls(page)).toContainText("Stopped.");
});

test(
  "saving goes on while other pages are read",
  fault("the library is being saved, and a visitor reads on and comes back", "how far it is; the button still stops it", "the list of topics, by a click"),
  async ({ page, place }) => {
    test.slow();
    await visit(page, place, read);
    await hydrated(page);
    await linkTo(page, place, "/topics/").click();
    let held = 0;
    place.failWith((request) => /\/articles\/[^/]+\/$/.test(request.url) && ++held > 4);
    await button(page).click();
    await expect(controls(page)).toContainText(/[1-9]\d* of \d+ pages saved/);
    await linkTo(page, place, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
    await linkTo(page, place, "/topics/").click();
    await expect(controls(page)).toHaveCount(1);
    await expect(controls(page)).toContainText(/[1-9]\d* of \d+ pages saved/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(controls(page)).toContainText("Stopped.");
    place.failWith(() => false);
    await button(page).click();
    await expect(controls(page)).toContainText("All 11 articles are saved on this device", { timeout: 60_000 });
  },
);

test(
  "a device without room says so",
  fault("storage full while the library is saved", "that there is no room, and how much is saved", "the list of topics"),
  async ({ page, place, context }) => {
    await visit(page, place, "/topics/");
    const session = await context.newCDPSession(page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: place.origin, quotaSize: 1 });
    await button(page).click();
    await expect(controls(page)).toContainText("This device has no more room");
    await linkTo(page, place, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
  },
);

test(
  "a connection that is lost half-way through says how to go on",
  fault("the connection is lost while the library is saved", "how much is saved; the button goes on from there", "the list of topics"),
  async ({ page, place }) => {
    test.slow();
    await visit(page, place, "/topics/");
    let passed = 0;
    place.failWith((request, response) => /\/articles\/[^/]+\/$/.test(request.url) && ++passed > 3 && response.destroy());
    await button(page).click();
    await expect(controls(page)).toContainText(/The connection was lost\..*Press the button again to go on/);
    place.failWith(() => false);
    await button(page).click();
    await expect(controls(page)).toContainText("All 11 articles are saved on this device", { timeout: 60_000 });
  },
);

// Another build.

const title = "Understanding addiction";

// The next build: an article of another name.
const nextBuild = (folder, info) =>
  anotherBuild(folder, info.outputPath("next"), (text) => text.replaceAll(title, `${title} anew`));

const shownBuild = (page) => page.locator("#app").getAttribute("data-build");

// The build that the worker in charge is of.
const takenOver = (page, place, build) =>
  expect
    .poll(() =>
      page.evaluate(
        async ([cacheName, file]) => Boolean(await caches.match(file, { cacheName })),
        [`offline:${place.base}/:${build}`, `${place.base}/offline/`],
      ),
    )
    .toBe(true);

test(
  "an update under an open tab: no mixed build, no lost place",
  fault("a new build is deployed under an open tab, then no connection", "the page as it stood, then pages of the new build alone", "two tabs"),
  async ({ page, place, context }, info) => {
    await visit(page, place, read);
    await hydrated(page);
    await page.evaluate(() => scrollTo(0, 900));
    await settled(page);
    const down = await page.evaluate(() => scrollY);
    expect(down).toBeGreaterThan(400);
    const before = await whatIsShown(page);
    const old = await shownBuild(page);

    const folder = nextBuild(place.folder, info);
    const build = buildOf(folder);
    expect(build).not.toBe(old);
    place.deploy(folder);
    // Another tab meets it first.
    const other = await context.newPage();
    await other.goto(place.url("/"));
    await takenOver(other, place, build);
    // Once what was read has moved along, nothing of the build before is left.
    await expect
      .poll(() => other.evaluate(async () => (await caches.keys()).length))
      .toBe(1);
    expect(await shownBuild(other)).toBe(build);

    // The first tab has not moved.
    expect(await whatIsShown(page)).toEqual(before);
    expect(await page.evaluate(() => scrollY)).toBe(down);
    expect(await shownBuild(page)).toBe(old);
    await place.stop();
    await linkTo(page, place, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
    // Whatever stands there is of one build: that of the page, or of the page it was sent to.
    await page.goBack();
    await page.reload();
    await hydrated(page);
    await expect(page.locator("h1")).toContainText("anew");
    expect(await shownBuild(page)).toBe(build);
  },
);

test(
  "an update that is cut short: what was read opens in its own build",
  fault("a new build is deployed, and the connection is lost while it is fetched", "the copy of the build before, whole", "an article"),
  async ({ page, place }, info) => {
    const before = await visit(page, place, read);
    const old = await shownBuild(page);
    const folder = nextBuild(place.folder, info);
    place.deploy(folder);
    place.failWith((request, response) => request.url.includes(read) && response.destroy());
    await page.goto(place.url("/topics/"));
    await takenOver(page, place, buildOf(folder));
    await place.stop();
    await page.goto(place.url(read));
    await hydrated(page);
    await sameAs(page, before);
    expect(await shownBuild(page)).toBe(old);
    // The app goes on from there to a page of the new build, as a page of its own.
    await linkTo(page, place, "/contact/").click();
    await expect(page.locator("h1")).toHaveText("Contact us");
  },
);

test(
  "a build without offline reading removes it for good",
  fault("a build with `--no-offline` is deployed", "the page; nothing is kept any more", "an article"),
  async ({ page, place }, info) => {
    await visit(page, place, read);
    // As `cargo site build --no-offline` writes it.
    const site = `const SITE = ${JSON.stringify({ base: `${place.base}/` })};\n`;
    const worker = site + readFileSync(join(project, "src/offline/goodbye.js"), "utf8");
    const folder = anotherBuild(place.folder, info.outputPath("without"), (text, file) =>
      file === "service-worker.js" ? worker : text.replace(/<meta name="offline"[^>]*>/, ""),
    );
    place.deploy(folder);
    await page.goto(place.url(article.path));
    // Chromium looks for a newer worker a second later, and not while it is busy.
    await expect
      .poll(
        () =>
          page.evaluate(async () => [
            (await navigator.serviceWorker.getRegistrations()).length,
            (await caches.keys()).length,
          ]),
        { timeout: 20_000 },
      )
      .toEqual([0, 0]);
    await page.reload();
    await hydrated(page);
    await expect(phone(page)).toBeVisible();
  },
);

// Faults with a connection.

for (const [how, answer] of Object.entries({
  "status 503": (response) => response.writeHead(503).end("Busy"),
  "status 429": (response) => response.writeHead(429).end("Too many"),
  "a connection cut off": (response) => response.destroy(),
  "no answer at all": () => true,
})) {
  test(
    `a read page: ${how}`,
    fault(`a page that was read is loaded: ${how}`, "the copy, with its date, after four seconds at most", "an article"),
    async ({ page, place }) => {
      const before = await visit(page, place, read);
      place.failWith((request, response) => request.url === place.base + read && (answer(response), true));
      await page.goto(place.url(read));
      await sameAs(page, before);
      await expect(notice(page)).toContainText("copy of the page that was saved");
    },
  );
}

test(
  "a sign-in page is shown and never kept",
  fault("a public network's sign-in page in the place of a page that was read", "the sign-in page; offline, the page", "an article"),
  async ({ page, place }) => {
    const before = await visit(page, place, read);
    place.failWith((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in</title><h1>Sign in</h1>"));
    await page.goto(place.url(read));
    await expect(page.locator("h1")).toHaveText("Sign in");
    await place.stop();
    await page.goto(place.url(read));
    await sameAs(page, before);
  },
);

test(
  "an article that was taken down is not kept",
  fault("an article that was read is taken down", "that there is no such page; offline, that it is not here", "an article"),
  async ({ page, place }) => {
    await visit(page, place, read);
    place.failWith((request) => {
      if (request.url.startsWith(place.base + read)) request.url = `${place.base}/gone/`;
      return false;
    });
    await page.goto(place.url(read));
    await expect(page.locator("h1")).toHaveText("Page not found");
    await expect
      .poll(() =>
        page.evaluate(
          async (files) => (await Promise.all(files.map((file) => caches.match(file)))).some(Boolean),
          [read, dataOf(read)].map((file) => place.base + file),
        ),
      )
      .toBe(false);
    await place.stop();
    await page.goto(place.url(read));
    await expect(page.locator("h1")).toHaveText("You are offline");
  },
);

for (const [how, broken] of Object.entries({
  "the worker is not there": (request, response) =>
    request.url.endsWith("/service-worker.js") && response.writeHead(404).end(),
  "the worker's script is a page": (request, response) =>
    request.url.endsWith("/service-worker.js") &&
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>"),
  "the page's script does not come": (request, response) =>
    /\/offline-[^/]*\.js$/.test(request.url) && response.destroy(),
})) {
  test(
    `offline reading cannot start: ${how}`,
    fault(`offline reading cannot start: ${how}`, "the page, as ever", "an article"),
    async ({ page, place, guard }) => {
      // The browser's own words for a worker that is none.
      guard.mayPrint(/when fetching the script|unsupported MIME type/);
      place.failWith(broken);
      const script = page.waitForRequest(/\/(offline-[0-9a-f]{16}|service-worker)\.js$/);
      await page.goto(place.url(read));
      await script;
      await hydrated(page);
      await settled(page);
      await expect(notice(page)).toHaveCount(0);
      await linkTo(page, place, "/topics/").click();
      await expect(page.locator("h1")).toHaveText("All topics");
      await settled(page);
      // No button for what would not be kept.
      await expect(controls(page)).toHaveCount(0);
    },
  );
}

test("nothing of it is asked for before the app runs, nor by who asked for less data", async ({ page, place, context }) => {
  const isOurs = (url) => /\/(offline-[0-9a-f]{16}|service-worker)\.js$/.test(url);
  await page.goto(place.url(read));
  await page.evaluate(() => navigator.serviceWorker.ready);
  const first = place.asked.findIndex(isOurs);
  expect(first).toBeGreaterThan(place.asked.findIndex((url) => /\.wasm$/.test(url)));
  const careful = await context.browser().newContext({ serviceWorkers: "allow" });
  await careful.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { get: () => ({ saveData: true }) }),
  );
  place.asked.length = 0;
  const other = await careful.newPage();
  await other.goto(place.url(read));
  await settled(other);
  expect(place.asked.filter(isOurs)).toEqual([]);
  await careful.close();
});

const five = fault("no connection any more, with a library of five hundred articles saved", "its pages, by loads, clicks and a search", "articles, an archive, results");

test("a library of five hundred articles", five, async ({ page, guard }) => {
  test.skip(!existsSync(library.folder), "`cargo site test --only build` makes it");
  test.slow();
  const place = await serve(library);
  guard.mayVisit(new RegExp(`^${place.origin}/`));
  guard.mayPrint(failedRequest);
  await visit(page, place, "/topics/");
  await button(page).click();
  await expect(controls(page)).toContainText("All 500 articles are saved on this device", { timeout: 60_000 });
  await place.stop();
  for (const number of ["00000", "00123", "00250", "00499"]) {
    await page.goto(place.url(`/articles/tea-${number}/`));
    await expect(page.locator("h1")).toContainText(number);
    await expect(phone(page)).toBeVisible();
  }
  await page.goto(place.url("/category/teas-0/page/50/"));
  await expect(page.locator("h1")).toContainText("Tea 0");
  await hydrated(page);
  const link = page.locator("main .card a").first();
  const title = await link.innerText();
  await link.click();
  await expect(page.locator("h1")).toHaveText(title);
  await page.goto(place.url("/search/?q=tea"));
  await expect(page.locator(".results > li").first()).toBeVisible();
});
