// Once the app runs, a click changes the page without loading a document, and nothing else about
// links is different from what a visitor knows.

import { contents, expect, holdBack, hydrated, linkTo, open, test, whatIsShown } from "./fixtures.js";
import { article, pages } from "./sites.js";

const scrollY = (page) => page.evaluate(() => Math.round(window.scrollY));

// How far below the top of the window an element begins.
const distanceFromTop = async (locator) => Math.round((await locator.boundingBox()).y);

for (const { kind, path, from } of pages) {
  test(`${kind}: by a click it is the page that it is by its address`, async ({
    page,
    site,
    requests,
  }) => {
    await open(page, site.url(from));
    const before = await whatIsShown(page);
    requests.forget();
    await linkTo(page, site, path).click();
    await expect(page).toHaveURL(site.url(path));
    await expect(page).not.toHaveTitle(before.title);
    const byClick = await whatIsShown(page);
    expect(byClick.heading).not.toBe(before.heading);

    await page.goBack();
    await expect(page).toHaveTitle(before.title);
    expect(await whatIsShown(page)).toEqual(before);

    await page.goForward();
    await expect(page).toHaveTitle(byClick.title);
    expect(await whatIsShown(page)).toEqual(byClick);
    expect(requests.documents()).toEqual([]);

    // Loaded anew, it comes from the build.
    const response = await page.reload();
    expect(response.status()).toBe(200);
    expect(await whatIsShown(page)).toEqual(byClick);
    await hydrated(page);
    expect(await whatIsShown(page)).toEqual(byClick);
  });
}

test("the address is right after any way through the history", async ({ page, site }) => {
  const isAt = async (path, heading) => {
    await expect(page.locator("h1")).toHaveText(heading);
    await expect(page).toHaveURL(site.url(path));
  };
  const click = (path) => linkTo(page, site, path).click();
  await open(page, site.url("/contact/"));
  await click("/topics/");
  await isAt("/topics/", "All topics");
  await click("/about/");
  await isAt("/about/", "About these articles");
  await page.goBack();
  await isAt("/topics/", "All topics");
  await page.goForward();
  await isAt("/about/", "About these articles");
  await click("/topics/");
  await isAt("/topics/", "All topics");
  await page.goBack();
  await isAt("/about/", "About these articles");
});

test("an article that was left comes back whole, without a request", async ({
  page,
  site,
  requests,
}) => {
  await open(page, site.url(article.path));
  const before = await whatIsShown(page);
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");
  requests.forget();
  await page.goBack();
  await expect(page).toHaveTitle(before.title);
  expect(await whatIsShown(page)).toEqual(before);
  expect(requests.data().filter((url) => url.includes("/articles/truth"))).toEqual([]);
  expect(requests.documents()).toEqual([]);
});

test("a new page begins at its top", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const link = linkTo(page, site, "/privacy/");
  await link.scrollIntoViewIfNeeded();
  expect(await scrollY(page)).toBeGreaterThan(500);
  await link.click();
  await expect(page.locator("h1")).toHaveText("Privacy");
  await expect.poll(() => scrollY(page)).toBe(0);
});

for (const way of ["by its address", "by a click"]) {
  test(`in an article reached ${way}, a link to a section goes there`, async ({
    page,
    site,
    requests,
  }) => {
    if (way === "by a click") {
      await open(page, site.url(article.from));
      await linkTo(page, site, article.path).click();
    } else {
      await open(page, site.url(article.path));
    }
    const link = (await contents(page)).getByRole("link").nth(3);
    const hash = await link.getAttribute("href");
    requests.forget();
    await link.click();
    const heading = page.locator(hash);
    await expect(heading).toHaveText(await link.innerText());
    await expect.poll(() => distanceFromTop(heading)).toBeLessThan(120);
    expect(await distanceFromTop(heading)).toBeGreaterThanOrEqual(0);
    await expect(page).toHaveURL(site.url(article.path) + hash);

    await page.goBack();
    await expect(page).toHaveURL(site.url(article.path));
    expect(requests.documents()).toEqual([]);
  });
}

test("an address with a fragment opens at that section", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const hash = await (await contents(page)).getByRole("link").last().getAttribute("href");
  await open(page, site.url("/contact/"));
  await open(page, site.url(article.path) + hash);
  await expect(page.locator(hash)).toBeInViewport();
  expect(await scrollY(page)).toBeGreaterThan(500);
});

test("a click before the app has arrived follows the link", async ({ page, site, requests }) => {
  const wasm = await holdBack(page, /\.wasm$/);
  await page.goto(site.url("/topics/"));
  requests.forget();
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");
  expect(requests.documents()).toEqual([site.url("/contact/")]);
  wasm.release();
  await hydrated(page);
  await expect(page.locator("h1")).toHaveText("Contact us");
});

for (const options of [{ modifiers: ["Control"] }, { button: "middle" }]) {
  test(`a click with ${JSON.stringify(options)} opens a tab`, async ({ page, site, context }) => {
    await open(page, site.url("/topics/"));
    const opened = context.waitForEvent("page");
    await linkTo(page, site, "/contact/").click(options);
    const tab = await opened;
    await expect(tab).toHaveURL(site.url("/contact/"));
    await expect(tab.locator("h1")).toHaveText("Contact us");
    await hydrated(tab);
    await expect(page).toHaveURL(site.url("/topics/"));
    await expect(page.locator("h1")).toHaveText("All topics");
  });
}

test("a link to another site leads there", async ({ page, site, requests, guard }) => {
  guard.mayVisit(/^https:\/\/www\.nhs\.uk\//);
  await open(page, site.url("/contact/"));
  requests.forget();
  const asked = page.waitForRequest("https://www.nhs.uk/**");
  await page.locator('a[href="https://www.nhs.uk/"]').first().click();
  expect((await asked).isNavigationRequest()).toBe(true);
});

test("links to phone numbers and e-mail addresses are left to the browser", async ({
  page,
  site,
}) => {
  await open(page, site.url("/contact/"));
  // Registered last, it sees what the browser would do next; it need not do it.
  await page.evaluate(() => {
    addEventListener("click", (click) => {
      window.prevented = click.defaultPrevented;
      click.preventDefault();
    });
  });
  for (const scheme of ["tel", "sms", "mailto"]) {
    await page.evaluate(() => delete window.prevented);
    await page.locator(`a[href^="${scheme}:"]`).filter({ visible: true }).last().click();
    expect(await page.evaluate(() => window.prevented), scheme).toBe(false);
    await expect(page).toHaveURL(site.url("/contact/"));
    await expect(page.locator("h1")).toHaveText("Contact us");
  }
});
