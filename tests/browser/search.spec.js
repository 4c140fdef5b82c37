// What are you looking for? Answered in the browser, from the first letter.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { violations } from "./axe.js";
import { expect, failedRequest, fault, holdBack, linkTo, mend, open, settled, test } from "./fixtures.js";
import { serve } from "./place.js";

const budgets = JSON.parse(readFileSync(new URL("budgets.json", import.meta.url)));

// What the search loads; nothing of it before somebody searches.
const isSearch = (url) => /\/search-[^/]+\.(js|wasm)$|\/search-index\//.test(url);

const label = "What are you looking for?";
const field = (page) => page.getByLabel(label);
const heading = (page) => page.getByRole("main").locator("h1");
const results = (page) => page.locator(".results > li");

async function search(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
}

test("a search leads to a page of results, with their number and the words", async ({
  page,
  site,
}) => {
  await open(page, site.url("/"));
  await search(page, "bladder");
  await expect(heading(page)).toHaveText(/^\d+ results for “bladder”$/);
  await expect(page).toHaveTitle(/^\d+ results for “bladder” – /);
  await expect(page).toHaveURL(site.url("/search/?q=bladder"));
  await expect(field(page)).toHaveValue("bladder");
  const first = results(page).first();
  await expect(first.locator("mark").first()).toHaveText(/bladder/i);
  await expect(page.locator("#announcer")).toHaveText(/^\d+ results for “bladder”$/);

  // Its section is a link to the place itself.
  const section = results(page).filter({ hasText: "In the section:" }).first().getByText("In the section:").getByRole("link");
  const name = await section.innerText();
  await section.click();
  await expect(page.locator("h2:focus, h3:focus")).toContainText(name);
});

test("back, forward and reload lead to the same results", async ({ page, site }) => {
  await open(page, site.url("/topics/"));
  await search(page, "glutamate");
  await expect(heading(page)).toContainText("“glutamate”");
  const found = await results(page).allInnerTexts();
  await search(page, "heroin");
  await expect(heading(page)).toContainText("“heroin”");
  await page.goBack();
  await expect(heading(page)).toContainText("“glutamate”");
  await expect(field(page)).toHaveValue("glutamate");
  expect(await results(page).allInnerTexts()).toEqual(found);
  await results(page).first().locator("h2 a").click();
  await expect(page.getByRole("article")).toBeVisible();
  await page.goBack();
  await expect(heading(page)).toContainText("“glutamate”");
  expect(await results(page).allInnerTexts()).toEqual(found);
  await page.reload();
  await expect(heading(page)).toContainText("“glutamate”");
  expect(await results(page).allInnerTexts()).toEqual(found);
  await page.goForward();
  await expect(page.getByRole("article")).toBeVisible();
});

test("suggestions are a combobox that the keyboard alone can use", async ({ page, site }) => {
  await open(page, site.url("/contact/"));
  await field(page).focus();
  const box = page.getByRole("combobox", { name: label });
  await expect(box).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.type("ketamine saf");
  const options = page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
  await expect(options.first()).toContainText("Ketamine safety");
  // Those for all that was typed: fewer letters have the same first one.
  await expect(options.last()).toHaveAttribute("data-href", /saf$/);
  await expect(box).toHaveAttribute("aria-expanded", "true");
  await expect(box).toHaveAttribute("aria-controls", "suggestions");

  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  const id = await options.first().getAttribute("id");
  await expect(box).toHaveAttribute("aria-activedescendant", id);
  await expect(box).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(box).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("Escape");
  await expect(options.first()).toBeHidden();
  await expect(box).toHaveValue("ketamine saf");
  await page.keyboard.type("e");
  await expect(options.first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toContainText("Ketamine safety");
});

test("tab leaves the field, and what was suggested is gone", async ({ page, site }) => {
  await open(page, site.url("/"));
  await field(page).focus();
  await page.keyboard.type("anx");
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await expect(list).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(field(page)).not.toBeFocused();
  await expect(list).toBeHidden();
});

test("suggestions that come late leave a choice, and a closed list, as they are", async ({
  page,
  site,
}) => {
  // The last question that the worker was asked, and the last that it answered.
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => (window.answered = data.id));
      }
      postMessage(question) {
        window.asked = question.id;
        super.postMessage(question);
      }
    };
  });
  await open(page, site.url("/contact/"));
  const box = page.getByRole("combobox", { name: label });
  const options = page.getByRole("option");
  await field(page).focus();

  // The first letters are answered; the words after them need a file that takes its time.
  const late = async (first, rest, act) => {
    await field(page).fill(first);
    await expect(options.first()).toBeVisible();
    const shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
    await field(page).pressSequentially(rest);
    await shard.asked;
    await act();
    shard.release();
    await page.waitForFunction(() => window.answered === window.asked);
    await mend(page);
  };

  await late("depression", " bladd", async () => {
    await page.keyboard.press("ArrowDown");
    await expect(options.first()).toHaveAttribute("aria-selected", "true");
  });
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(box).toHaveAttribute("aria-activedescendant", await options.first().getAttribute("id"));

  await late("anxiety", " heroi", () => page.keyboard.press("Escape"));
  await expect(options.first()).toBeHidden();
  await expect(box).toHaveAttribute("aria-expanded", "false");
});

test("who types on after a choice is in the field again: enter searches for the words", async ({
  page,
  site,
}) => {
  await open(page, site.url("/contact/"));
  await field(page).focus();
  await page.keyboard.type("bladde");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const shown = await page.evaluate(() => {
    const input = document.getElementById("q");
    const was = input.hasAttribute("aria-activedescendant");
    // In one task, before any answer.
    input.value += "r";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return [was, input.hasAttribute("aria-activedescendant")];
  });
  expect(shown).toEqual([true, false]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(site.url("/search/?q=bladder"));
});

test("how many suggestions there are is said once typing has stopped", async ({ page, site }) => {
  await open(page, site.url("/"));
  await field(page).focus();
  await page.keyboard.type("depress");
  await expect(page.locator("#announcer")).toHaveText(/suggestions/);
});

test("a misspelt word is understood, and it is said so", async ({ page, site }) => {
  await open(page, site.url("/search/?q=ketmine+saftey"));
  await expect(results(page).first().locator("h2")).toContainText("Ketamine safety");
  await expect(page.getByRole("main")).toContainText("These are results for ketamine safety");
});

test("topics narrow the results, and pages turn", async ({ page, site }) => {
  await open(page, site.url("/search/?q=ketamine"));
  await expect(heading(page)).toContainText("page 1 of");
  await page.getByRole("navigation", { name: "Pagination" }).getByText("Next page").click();
  await expect(heading(page)).toContainText("page 2 of");
  await expect(page).toHaveURL(site.url("/search/?q=ketamine&page=2"));

  const topics = page.getByRole("navigation", { name: "Results by topic" });
  const topic = topics.getByRole("link", { name: /^Depression \(\d+\)$/ });
  const count = (await topic.innerText()).match(/\d+/)[0];
  await topic.click();
  await expect(heading(page)).toHaveText(`${count} results for “ketamine”`);
  await expect(topic).toHaveAttribute("aria-current", "true");
  await expect(results(page)).toHaveCount(Number(count));
  await topics.getByRole("link", { name: "All topics" }).click();
  await expect(heading(page)).toContainText("page 1 of");
});

test("who may be in danger sees first who helps now", async ({ page, site }) => {
  for (const text of ["suicide", "i want to kill myself", "overdosed", "self-harm"]) {
    await open(page, site.url(`/search/?q=${encodeURIComponent(text)}`));
    await expect(heading(page), text).toContainText(text);
    const first = page.locator("#search-results > :first-child");
    await expect(first, text).toContainText("999");
    await expect(first, text).toContainText("116 123");
    await expect(first.locator('a[href="tel:999"]')).toBeVisible();
    // Results below have not moved the page away from it.
    await expect(results(page).first()).toBeVisible();
    expect(await page.evaluate(() => scrollY), text).toBe(0);
  }
  await open(page, site.url("/"));
  await field(page).focus();
  await page.keyboard.type("suicid");
  const help = page.getByRole("option").first();
  await expect(help).toContainText("who helps now");
  await help.click();
  await expect(page.locator(".help--emergency")).toBeFocused();
});

test("who helps now is shown before the files are here that say what else there is", async ({
  page,
  site,
}) => {
  const shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await open(page, site.url("/search/?q=suicide"));
  const first = page.locator("#search-results > :first-child");
  await expect(first.locator('a[href="tel:999"]')).toBeVisible();
  await expect(page.locator("#search-results")).toContainText("Searching…");
  shard.release();
  await expect(results(page).first()).toBeVisible();
  await expect(first.locator('a[href="tel:999"]')).toBeVisible();
});

test("who may be in danger hears first who helps now, and sees it where the search fails", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(failedRequest);
  guard.mayPrint(/^warning: The search did not answer\./);
  await open(page, site.url("/"));
  await field(page).focus();
  await page.keyboard.type("kms");
  await expect(page.locator("#announcer")).toHaveText(/^In danger or thinking of suicide\?/);
  await page.context().route(/\/shard-[^/]+\.txt$/, (route) => route.abort("connectionfailed"));
  await page.goto(site.url("/search/?q=overdose"));
  await expect(page.locator("#search-failed")).toBeVisible();
  await expect(page.locator("#search-results a[href='tel:999']")).toBeVisible();
});

test("after a failed search the lines for emergencies stay, whatever is pressed", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(failedRequest);
  guard.mayPrint(/^warning: The search did not answer\./);
  await page.context().route(/\/shard-[^/]+\.txt/, (route) => route.abort("connectionfailed"));
  await open(page, site.url("/search/?q=overdose"));
  await expect(page.locator("#search-failed")).toBeVisible();
  const help = page.locator("#search-results > :first-child");
  const before = await help.elementHandle();
  await help.locator("h2").click();
  await page.locator("#search-failed").click({ position: { x: 1, y: 1 } });
  await expect(page.locator("#search-failed")).toBeVisible();
  await expect(page.getByRole("heading", { name: /from A to Z/ })).toBeVisible();

  // Nor do they go, or become others under a finger, while it is tried again in vain.
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#search-failed")).toBeVisible();
  await expect(help.locator('a[href="tel:999"]')).toBeVisible();
  expect(await before.evaluate((element) => element.isConnected)).toBe(true);
});

test("who may be in danger is offered help while the files are still on their way", async ({
  page,
  site,
}) => {
  await open(page, site.url("/"));
  const shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await field(page).focus();
  await page.keyboard.type("suicide");
  await shard.asked;
  const help = page.getByRole("option");
  await expect(help).toHaveCount(1);
  await expect(help).toContainText("who helps now");
  const before = await help.elementHandle();
  shard.release();
  await expect(page.getByRole("option").nth(1)).toBeVisible();
  await expect(help.first()).toContainText("who helps now");
  // Not another one under a finger.
  expect(await before.evaluate((element) => element.isConnected)).toBe(true);
});

test("an answer that comes late is for nobody who has gone on", async ({ page, site }) => {
  await open(page, site.url("/search/"));
  await expect(heading(page)).toHaveText("Search");

  // To the page without words.
  let shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await search(page, "glutamate");
  await shard.asked;
  await expect(page.locator("#search-results")).toHaveText("Searching…");
  await expect(page.locator("#announcer")).toHaveText("Searching…");
  await page.goBack();
  await expect(page).toHaveURL(site.url("/search/"));
  await expect(page.getByRole("heading", { name: /from A to Z/ })).toBeVisible();
  shard.release();
  await mend(page);
  await settled(page);
  await expect(heading(page)).toHaveText("Search");
  await expect(page.getByRole("heading", { name: /from A to Z/ })).toBeVisible();
  await expect(results(page)).toHaveCount(0);

  // To other words, in the field.
  shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await search(page, "heroin");
  await shard.asked;
  await expect(page.locator("#search-results")).toHaveText("Searching…");
  await field(page).pressSequentially(" wi");
  shard.release();
  await expect(heading(page)).toHaveText(/“heroin”/);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("heroin wi");
});

test("who leaves a search before its answer finds it when coming back", async ({ page, site }) => {
  const shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await open(page, site.url("/search/?q=bladder"));
  await shard.asked;
  await linkTo(page, site, "/contact/").click();
  await expect(heading(page)).toHaveText("Contact us");
  shard.release();
  await mend(page);
  await settled(page);
  await page.goBack();
  await expect(heading(page)).toHaveText(/^\d+ results for “bladder”$/);
  await expect(page).toHaveTitle(/^\d+ results for “bladder” – /);

  // And with its title, when it was there.
  await linkTo(page, site, "/contact/").click();
  await expect(heading(page)).toHaveText("Contact us");
  await page.goBack();
  await expect(heading(page)).toHaveText(/^\d+ results for “bladder”$/);
  await expect(page).toHaveTitle(/^\d+ results for “bladder” – /);
});

test("back, forward, and a link to the results in between", async ({ page, site }) => {
  await open(page, site.url("/"));
  await search(page, "ketamine");
  await expect(heading(page)).toContainText("page 1 of");
  const pages = page.getByRole("navigation", { name: "Pagination" });
  await pages.getByText("Next page").click();
  await expect(heading(page)).toContainText("page 2 of");
  await page.goBack();
  await expect(heading(page)).toContainText("page 1 of");
  await page.goForward();
  await expect(heading(page)).toContainText("page 2 of");
  const length = await page.evaluate(() => history.length);
  await pages.getByText("Previous page").click();
  await expect(heading(page)).toContainText("page 1 of");
  await expect(page).toHaveURL(/q=ketamine$/);
  expect(await page.evaluate(() => history.length)).toBe(length + 1);
});

test("what became of a search that nobody waits for fails no other", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  await open(page, site.url("/search/?q=depression"));
  await expect(results(page).first()).toBeVisible();
  // The first file of the next search hangs, and breaks while the one after is on its way.
  let first;
  const answered = [];
  await page.route(/\/shard-[^/]+\.txt$/, (route) => {
    first ??= route;
    return route === first ? undefined : new Promise((resolve) => answered.push(() => resolve(route.continue())));
  });
  await search(page, "heroin");
  await expect.poll(() => first !== undefined).toBe(true);
  await search(page, "bladder");
  await expect.poll(() => answered.length).toBeGreaterThan(0);
  const broken = page.waitForEvent("requestfailed");
  await first.abort("connectionreset");
  await broken;
  for (const answer of answered) answer();
  await expect(heading(page)).toHaveText(/“bladder”/);
  await expect(page.locator("#search-failed")).toBeHidden();
});

test("words that nothing has are named, and those in quotation marks that stand apart", async ({
  page,
  site,
}) => {
  await open(page, site.url("/search/?q=bladder+xqzzt"));
  await expect(page.getByRole("main")).toContainText("Nothing on this site has “xqzzt”.");
  await expect(results(page).first()).toBeVisible();
  await open(page, site.url(`/search/?q=${encodeURIComponent('"bladder heroin"')}`));
  await expect(page.getByRole("main")).toContainText("None of the best results has the words in quotation marks");
});

test("a page beyond the last is the last", async ({ page, site }) => {
  await open(page, site.url("/search/?q=ketamine&page=99"));
  await expect(heading(page)).toHaveText(/\(page (\d+) of \1\)$/);
  await expect(results(page).first()).toBeVisible();
});

test("nothing found says what to do next", async ({ page, site }) => {
  await open(page, site.url("/search/?q=xqzzt"));
  await expect(heading(page)).toHaveText("No results for “xqzzt”");
  await expect(page.getByRole("main")).toContainText("Check the spelling.");
  const ways = page.locator("#search-results");
  for (const [name, part] of [["Call us", "Contact the clinic"], ["See who else can help", null]]) {
    const { hash } = new URL(await ways.getByRole("link", { name }).evaluate((link) => link.href));
    const place = page.locator(hash);
    await expect(place).toBeVisible();
    if (part) await expect(place).toHaveText(part);
  }
  await linkTo(page, site, "/category/depression/").click();
  await expect(heading(page)).toContainText("Depression");
});

test("without words there is the list of everything", async ({ page, site }) => {
  await open(page, site.url("/search/"));
  await expect(heading(page)).toHaveText("Search");
  await expect(page.getByRole("heading", { name: /from A to Z/ })).toBeVisible();
});

test("results and suggestions break no rule", async ({ page, site }) => {
  await open(page, site.url("/search/?q=overdose+bladdr"));
  await expect(results(page).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await field(page).fill("depress");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await violations(page)).toEqual([]);
});

test("nothing of the search is loaded before somebody searches", async ({ page, site }) => {
  const loaded = [];
  page.on("request", (request) => isSearch(request.url()) && loaded.push(request.url()));
  await open(page, site.url("/"));
  await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
  expect(loaded).toEqual([]);
  const script = page.waitForRequest(/\/search-[^/]+\.wasm$/);
  await field(page).focus();
  await script;
});

// Some 32 kB are the Wasm, 6 kB scripts and the index's core, 4 to 5 kB each word's shard.
test("a first search is answered by few bytes in few requests", async ({ page, site }) => {
  // The worker's own copy of the script comes from the browser's cache.
  const asked = new Set();
  page.context().on("request", (request) => {
    if (isSearch(request.url())) asked.add(new URL(request.url()).pathname);
  });
  await open(page, site.url("/"));
  await search(page, "bladder");
  await expect(results(page).first()).toBeVisible();
  const sizes = [...asked].map((path) => {
    const file = join(site.folder, path.slice(site.base.length));
    return [path, brotliCompressSync(readFileSync(file)).length];
  });
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.map(([path]) => path)).toContainEqual(expect.stringMatching(/\.wasm$/));
  expect(sizes.length, JSON.stringify(sizes)).toBeLessThanOrEqual(4);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(budgets.search);
});

const appScript = /\/app-[^/]+\.js$/;
const searchScript = /\/search-[^/]+\.js$/;

// Each opens a page from which somebody then searches.
const moments = {
  "while the app runs": (page, place) => open(page, place.url("/")),
  "before the app runs": async (page, place) => {
    const { release } = await holdBack(page, appScript);
    await page.goto(place.url("/"));
    return release;
  },
  "before its script has come": async (page, place) => {
    const { release } = await holdBack(page, searchScript);
    await open(page, place.url("/"));
    return release;
  },
  "where the app does not come": async (page, place) => {
    await page.route(appScript, (route) => route.abort());
    await page.goto(place.url("/"));
  },
  "when the site has been updated": async (page, place) => {
    await page.route("**/data/search.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), build: "000000000000" } });
    });
    await open(page, place.url("/contact/"));
  },
  "on the search's page, where the app does not come": async (page, place) => {
    await page.route(appScript, (route) => route.abort());
    await page.goto(place.url("/search/"));
  },
};

for (const [moment, begin] of Object.entries(moments)) {
  test(`nothing that is typed leaves the browser: ${moment}`, async ({ page, site, guard }) => {
    guard.mayPrint(failedRequest);
    guard.mayPrint(/^warning: The app did not start/);
    const place = await serve(site);
    guard.mayVisit(new RegExp(`^${place.origin}/`));
    // What the host hears: addresses, and where they were asked for.
    const told = [];
    place.failWith((request) => {
      told.push([request.url, ...request.rawHeaders].join(" "));
      return false;
    });
    const release = await begin(page, place);
    await search(page, "secretword bladder");
    if (typeof release === "function") release();
    await expect(heading(page)).toContainText("secretword");
    await expect(page).toHaveURL(place.url("/search/?q=secretword+bladder"));
    const topics = page.getByRole("navigation", { name: "Results by topic" });
    await topics.getByRole("link", { name: /^Ketamine/ }).click();
    await expect(topics.getByRole("link", { name: /^Ketamine/ })).toHaveAttribute("aria-current", "true");
    await expect(page).toHaveURL(place.url("/search/?q=secretword+bladder&category=ketamine"));
    await expect(heading(page)).toContainText("secretword");
    await results(page).first().locator("h2 a").click();
    await expect(page.getByRole("article")).toBeVisible();
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter((text) => text.includes("secretword"))).toEqual([]);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain("secretword");
    await place.stop();
  });
}

const failures = {
  "the script": /\/search-[^/]+\.js$/,
  "the Wasm": /\/search-[^/]+\.wasm$/,
  "the first file": /\/core-[^/]+\.txt$/,
  "a shard": /\/shard-[^/]+\.txt$/,
};

const faults = {
  "does not come": (route) => route.abort("connectionfailed"),
  "is missing": (route) => route.fulfill({ status: 404, body: "" }),
  "is something else": (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }),
  "is cut short": async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
  },
};

const says = "that it did not load, help lines and a list of everything; trying again helps";

for (const [what, pattern] of Object.entries(failures)) {
  for (const [how, answer] of Object.entries(faults)) {
    const told = fault(`the search: ${what} ${how}`, says, "the page of results");
    test(`the search: ${what} ${how}`, told, async ({ page, site, guard }) => {
      guard.mayPrint(failedRequest);
      guard.mayPrint(/^warning: The search did not answer\./);
      // What the browser itself says of a script that is none.
      guard.mayPrint(/^uncaught: .*SyntaxError|MIME type|WebAssembly|valid digest/);
      await page.context().route(pattern, answer);
      await open(page, site.url("/search/?q=bladder"));
      await expect(page.locator("#search-failed")).toBeVisible();
      await expect(heading(page)).toHaveText("The search did not load");
      await expect(page).toHaveTitle(/^The search did not load – /);
      await expect(page.locator("#announcer")).toHaveText("The search did not load");
      await expect(page.getByRole("heading", { name: /from A to Z/ })).toBeVisible();
      // The rest of the page goes on.
      await expect(page.getByRole("complementary").locator('a[href^="tel:"]').first()).toBeVisible();

      await mend(page.context());
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(results(page).first()).toBeVisible();
      await expect(page.locator("#search-failed")).toBeHidden();
    });
  }
}

test("a search that failed can be asked for again", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  guard.mayPrint(/^warning: The search did not answer\./);
  // With the question that a second try has, too.
  const shards = /\/shard-[^/]+\.txt/;
  await open(page, site.url("/search/"));
  await page.context().route(shards, (route) => route.abort("connectionfailed"));
  await search(page, "heroin");
  await expect(heading(page)).toHaveText("The search did not load");
  await mend(page.context());
  // The same words again.
  await search(page, "heroin");
  await expect(heading(page)).toContainText("“heroin”");
  await expect(page.locator("#search-failed")).toBeHidden();
});

const updated = fault("a new build is deployed under an open tab, then a search", "that the site has been updated; its new version answers", "any page");

test("where the site has been updated its new version is asked for, and not told the words", updated, async ({
  page,
  site,
  guard,
  requests,
}) => {
  guard.mayPrint(failedRequest);
  guard.mayPrint(/^warning: The search did not answer\./);
  // With the question that a second try has, too.
  const script = /\/search-[^/]+\.js/;
  await page.route(script, (route) => route.fulfill({ status: 404, body: "" }));
  await open(page, site.url("/contact/"));
  await search(page, "bladder");
  await expect(page.getByText("This site has been updated")).toBeVisible();
  await expect(page.getByText("You may be offline")).toBeHidden();
  await mend(page);
  requests.forget();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(results(page).first()).toBeVisible();
  expect(requests.documents().map((url) => url.split("#")[0])).toEqual([site.url("/search/")]);
});

const hangs = fault("the search: its script hangs", "that it is searching; after twenty seconds that it did not load", "the page of results");

test("a search's script that hangs is waited for, in words", hangs, async ({ page, site }) => {
  const script = await holdBack(page, /\/search-[^/]+\.js$/);
  await page.clock.install();
  // It is never called loaded while the script is on its way.
  await page.goto(site.url("/search/?q=bladder"), { waitUntil: "domcontentloaded" });
  await expect(page.locator("#search-results")).toHaveText("Searching…");
  await page.clock.runFor(21_000);
  await expect(heading(page)).toHaveText("The search did not load");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#search-results")).toHaveText("Searching…");
  script.release();
  await expect(results(page).first()).toBeVisible();
});

test("a search that takes long says that it is under way", async ({ page, site }) => {
  const shard = await holdBack(page, /\/shard-[^/]+\.txt$/);
  await open(page, site.url("/search/?q=bladder"));
  await expect(page.locator("#search-results")).toContainText("Searching…");
  shard.release();
  await expect(results(page).first()).toBeVisible();
});

const hostile = {
  "ten thousand letters": "a".repeat(10_000),
  "ten thousand words": "ab ".repeat(3_000),
  emoji: "🦄👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "right to left": "\u202eketamine \u0643\u064a\u062a\u0627\u0645\u064a\u0646",
  HTML: '<img src=x onerror="alert(1)"><script>alert(1)</script>',
  "a regular expression": "(a+)+$ .*[^]{1,99999}",
  "null bytes": "keta\u0000mine\u0000",
  "an address": "javascript:alert(1) https://evil.example/ ../../etc/passwd",
  "quotation marks": '"""“„”"" "',
  "signs only": "%%% &&& ??? ### ///",
};

for (const [what, text] of Object.entries(hostile)) {
  test(`${what}: no error, no markup, no freeze`, async ({ page, site }) => {
    await open(page, site.url("/search/"));
    await page.evaluate((text) => {
      const field = document.getElementById("q");
      field.removeAttribute("maxlength");
      field.focus();
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.form.requestSubmit();
    }, text);
    await expect(heading(page)).toContainText(/result/);
    await expect(page.locator("main img, main script")).toHaveCount(0);
    await expect(page.locator("#search-failed")).toBeHidden();
  });
}
