// Addresses that lead nowhere say so, with the status that says so too.

import { expect, failedRequest, holdBack, hydrated, linkTo, open, test } from "./fixtures.js";
import { article, missing } from "./sites.js";

const nowhere = [
  missing.path,
  "/articles/no-such-article/",
  "/category/ketamine/page/99/",
  "/%3Cscript%3E/",
];

const heading = "Page not found";

test.beforeEach(({ guard }) => guard.mayPrint(failedRequest));

test("by its address it has the status 404 and says what it is", async ({
  page,
  site,
  requests,
}) => {
  for (const path of nowhere) {
    const response = await open(page, site.url(path));
    expect(response.status(), path).toBe(404);
    await expect(page.locator("h1")).toHaveText(heading);
    await expect(page).toHaveTitle(/^Page not found – /);
    await expect(page).toHaveURL(site.url(path));

    requests.forget();
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator("h1")).toHaveText("All topics");
    await page.goBack();
    await expect(page.locator("h1")).toHaveText(heading);
    expect(requests.documents()).toEqual([]);
  }
});

test("by a click it says what it is, and the page before can be gone back to", async ({
  page,
  site,
  requests,
}) => {
  for (const path of ["/category/ketamine/page/99/", "/articles/no-such-article/"]) {
    await open(page, site.url(article.path));
    // A link as an article could hold one, were the build not to check them.
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: "More" });
      document.querySelector("main .prose").prepend(link);
    }, site.base + path);
    requests.forget();
    await page.getByRole("link", { name: "More", exact: true }).click();
    await expect(page.locator("h1")).toHaveText(heading);
    await expect(page).toHaveTitle(/^Page not found – /);
    await expect(page).toHaveURL(site.url(path));
    // The host was asked: it may know where the page has gone.
    expect(requests.documents()).toEqual([site.url(path)]);

    await page.goBack();
    await expect(page).toHaveURL(site.url(article.path));
    await expect(page.locator("h1")).not.toHaveText(heading);
  }
});

test("before the app runs it is the same page", async ({ page, site }) => {
  const wasm = await holdBack(page, /\.wasm$/);
  await page.goto(site.url(missing.path));
  const before = await page.locator("main").innerText();
  expect(before).toContain(heading);
  wasm.release();
  await hydrated(page);
  expect(await page.locator("main").innerText()).toBe(before);
});

test("a release has no specimens", async ({ site, request }) => {
  for (const path of ["/specimens/", "/specimens/data/site.json"]) {
    expect((await request.get(site.url(path))).status(), path).toBe(404);
  }
});
