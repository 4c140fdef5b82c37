// What a browser does at a change of page, the app does too: the focus goes to the new page, a screen
// reader says its title, and Back leads to the place that was left.

import { contents, expect, linkTo, open, settled, test } from "./fixtures.js";
import { article } from "./sites.js";

const announced = (page) => page.locator("#announcer");

const scrollY = (page) => page.evaluate(() => Math.round(window.scrollY));

test("the first page is silent, and the focus stays where it was", async ({ page, site }) => {
  await open(page, site.url(article.path));
  await settled(page);
  await expect(announced(page)).toHaveText("");
  expect(await page.evaluate(() => document.activeElement.tagName)).toBe("BODY");
});

test("a new page has the focus, without a ring, and its title is said", async ({ page, site }) => {
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  const main = page.getByRole("main");
  await expect(main).toBeFocused();
  await expect(main).toHaveCSS("box-shadow", "none");
  await expect(announced(page)).toHaveText(/^All topics – /);
  expect(await scrollY(page)).toBe(0);
  // A click into the text would move the focus there if it could still take it.
  await page.keyboard.press("Tab");
  await expect(main).not.toHaveAttribute("tabindex");
});

test("Back leads to the place and the link that were left, and Forward there again", async ({
  page,
  site,
}) => {
  await open(page, site.url("/topics/"));
  const link = linkTo(page, site, "/category/ketamine/");
  await link.scrollIntoViewIfNeeded();
  const left = await scrollY(page);
  expect(left).toBeGreaterThan(100);
  await link.click();
  await expect(page.locator("h1")).toHaveText("Category: Ketamine");
  await page.evaluate(() => scrollTo(0, 400));
  await expect.poll(() => page.evaluate(() => history.state)).toMatch(/^400 /);

  await page.goBack();
  await expect(page.locator("h1")).toHaveText("All topics");
  await expect.poll(() => scrollY(page)).toBe(left);
  await expect(link).toBeFocused();
  await expect(announced(page)).toHaveText(/^All topics – /);

  await page.goForward();
  await expect(page.locator("h1")).toHaveText("Category: Ketamine");
  await expect.poll(() => scrollY(page)).toBe(400);
});

test("Back finds its place on a page that has to be loaded again", async ({ page, site }) => {
  await open(page, site.url("/topics/"));
  const link = linkTo(page, site, "/category/ketamine/");
  await link.scrollIntoViewIfNeeded();
  const left = await scrollY(page);
  await link.click();
  await expect(page.locator("h1")).toHaveText("Category: Ketamine");
  // The app that is loaded now knows the page before only by its address.
  await page.reload();
  await expect(page.locator("#app")).toHaveAttribute("data-app", "running");
  await page.goBack();
  await expect(page.locator("h1")).toHaveText("All topics");
  await expect.poll(() => scrollY(page)).toBe(left);
});

test("a link to a section moves the focus to it", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const link = (await contents(page)).getByRole("link").nth(2);
  const hash = await link.getAttribute("href");
  await link.click();
  await expect(page.locator(hash)).toBeFocused();
  await expect(page.locator(hash)).toBeInViewport();
});

test("pages blend where movement is welcome, and are there at once where it is not", async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    window.blended = 0;
    const start = document.startViewTransition.bind(document);
    document.startViewTransition = (update) => {
      window.blended += 1;
      return start(update);
    };
  });
  for (const [reducedMotion, times] of [
    ["reduce", 0],
    ["no-preference", 1],
  ]) {
    await page.emulateMedia({ reducedMotion });
    await open(page, site.url("/contact/"));
    await linkTo(page, site, "/topics/").click();
    await expect(page.locator("h1")).toHaveText("All topics");
    await expect(page.getByRole("main")).toBeFocused();
    expect(await page.evaluate(() => window.blended)).toBe(times);
  }
});
