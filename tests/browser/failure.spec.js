// When something on the way breaks, the visitor is told what, and has a way out.

import {
  expect,
  failedRequest,
  holdBack,
  linkTo,
  mend,
  open,
  settled,
  test,
  whatIsShown,
} from "./fixtures.js";
import { article } from "./sites.js";

// The data that does not come as it should.
const topics = "**/data/topics.json";

const faults = {
  "the server fails": {
    answer: (route) => route.fulfill({ status: 500, body: "" }),
    reason: "The site has a problem at the moment.",
  },
  "there is no connection": {
    answer: (route) => route.abort("connectionrefused"),
    reason: "You may be offline, or the connection may be slow.",
  },
  "a sign-in page comes back": {
    answer: (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }),
    reason: "What came back was not the page.",
  },
  "half of the answer comes": {
    answer: (route) =>
      route.fulfill({ contentType: "application/json", body: '{"document_title":"All to' }),
    reason: "What came back was not the page.",
  },
  "JSON of something else comes": {
    answer: (route) => route.fulfill({ json: { page: null } }),
    reason: "What came back was not the page.",
  },
};

for (const [what, { answer, reason }] of Object.entries(faults)) {
  test(`${what}: it is said, and trying again helps`, async ({ page, site, guard }) => {
    guard.mayPrint(failedRequest);
    await page.route(topics, answer);
    await open(page, site.url("/contact/"));
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator("h1")).toHaveText("This page did not load");
    await expect(page.getByRole("main")).toContainText(reason);
    await expect(page).toHaveTitle(/^This page did not load – /);
    await expect(page).toHaveURL(site.url("/topics/"));
    await expect(page.getByRole("complementary").locator('a[href^="tel:"]').first()).toBeVisible();

    const again = page.getByRole("button", { name: "Try again" });
    // What says so after all tries is another element.
    await again.evaluate((button) => button.classList.add("before"));
    await again.click();
    await expect(page.locator("[data-retry]:not(.before)")).toBeVisible();
    await expect(page.locator("h1")).toHaveText("This page did not load");

    await mend(page);
    await again.click();
    await expect(page.locator("h1")).toHaveText("All topics");
    await expect(page).toHaveTitle(/^All topics – /);
    await expect(page).toHaveURL(site.url("/topics/"));
    await expect(page.getByRole("main")).toBeFocused();
  });
}

test("a page that did not load can be left, and comes back when it can", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(failedRequest);
  await page.route(topics, (route) => route.abort());
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("This page did not load");
  await page.goBack();
  await expect(page.locator("h1")).toHaveText("Contact us");
  await mend(page);
  await page.goForward();
  await expect(page.locator("h1")).toHaveText("All topics");
});

test("data that is gone: the host says what became of the page", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  await page.route(topics, (route) => route.fulfill({ status: 404, body: "" }));
  await page.route(site.url("/topics/"), async (route) => {
    const response = await route.fetch({ url: site.url("/no/such/page/") });
    await route.fulfill({ response });
  });
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("Page not found");
  await expect(page).toHaveURL(site.url("/topics/"));
  await expect(page).toHaveTitle(/^Page not found – /);
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test("a slow page shows after 200 ms that it is on its way", async ({ page, site }) => {
  const slow = await holdBack(page, topics);
  await open(page, site.url("/contact/"));
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  const progress = page.locator(".progress");
  await linkTo(page, site, "/topics/").click();
  await page.clock.runFor(190);
  await expect(progress).toBeHidden();
  await page.clock.runFor(20);
  await expect(progress).toBeVisible();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
  await expect(page.locator("h1")).toHaveText("Contact us");

  slow.release();
  await expect(page.locator("h1")).toHaveText("All topics");
  await expect(progress).toBeHidden();
  await expect(page.getByRole("main")).not.toHaveAttribute("aria-busy");
});

test("the slow answer of a page that was left changes nothing", async ({ page, site }) => {
  const slow = await holdBack(page, topics);
  await open(page, site.url("/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator(".progress")).toBeVisible();
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");

  const answered = page.waitForResponse(topics);
  slow.release();
  await (await answered).finished();
  await settled(page);
  await expect(page.locator("h1")).toHaveText("Contact us");
  await expect(page).toHaveURL(site.url("/contact/"));
  await expect(page).toHaveTitle(/^Contact us – /);
  await expect(page.locator(".progress")).toBeHidden();

  await page.goBack();
  await expect(page).toHaveURL(site.url("/"));
});

test("who thinks better of a slow page keeps the page that is there", async ({ page, site }) => {
  const slow = await holdBack(page, topics);
  await open(page, site.url("/contact/"));
  const before = await whatIsShown(page);
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator(".progress")).toBeVisible();
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator(".progress")).toBeHidden();
  await expect(page.locator("h1")).toHaveText(before.heading);
  expect(await whatIsShown(page)).toEqual(before);

  const answered = page.waitForResponse(topics);
  slow.release();
  await (await answered).finished();
  await settled(page);
  expect(await whatIsShown(page)).toEqual(before);
});

const brokenApps = {
  "the Wasm does not come": [/\.wasm$/, (route) => route.abort()],
  "the Wasm is broken": [
    /\.wasm$/,
    (route) => route.fulfill({ contentType: "application/wasm", body: "not Wasm" }),
  ],
  "the app's script does not come": [/\/app-[^/]*\.js$/, (route) => route.abort()],
};

for (const [what, [file, answer]] of Object.entries(brokenApps)) {
  test(`${what}: pages are whole and links are plain links`, async ({
    page,
    site,
    guard,
    requests,
  }) => {
    guard.mayPrint(failedRequest);
    guard.mayPrint(/^warning: The app did not start; the page works without it\./);
    // The digest of the Wasm is in the page.
    guard.mayPrint(/^error: (Failed to find a valid digest in the .integrity. attribute|.*SRI's integrity checks failed)/);
    await page.route(file, answer);
    const said = page.waitForEvent("console", (message) => message.type() === "warning");
    await page.goto(site.url(article.from));
    await said;
    for (const path of [article.path, "/topics/", "/"]) {
      requests.forget();
      await linkTo(page, site, path).click();
      await expect(page).toHaveURL(site.url(path));
      await expect(page.locator("h1")).toBeVisible();
      expect(requests.documents()).toContain(site.url(path));
    }
    await expect(page.locator("#app")).not.toHaveAttribute("data-app");
  });
}

// Extensions and translators change pages before the app starts. It may say that it cannot take
// such a page over, but it must not take its links away.
test("a page that was changed on its way keeps its text and its links", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(/./);
  const wasm = await holdBack(page, /\.wasm$/);
  await page.goto(site.url("/topics/"));
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("#app h1, #app li > p")) {
      const font = document.createElement("font");
      font.append(...element.childNodes);
      element.append(font);
      element.before(document.createElement("grammar-checker"));
    }
  });
  const started = page.waitForResponse(/\.wasm$/);
  wasm.release();
  await (await started).finished();
  await settled(page);
  await expect(page.locator("h1")).toHaveText("All topics");
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");
  await expect(page).toHaveURL(site.url("/contact/"));
});
