// In a window of 320 pixels, as a zoom of 400% makes of 1280, nothing is lost.

import { expect, failedRequest, open, test } from "./fixtures.js";
import { article, kinds, missing } from "./sites.js";

const narrow = { width: 320, height: 640 };

test.use({ viewport: narrow });

// How far the page goes beyond the narrow window, sideways.
const sideways = (page) =>
  page.evaluate((width) => document.documentElement.scrollWidth - width, narrow.width);

// Text that does not fit into a box that hides what does not fit.
const cutOff = () => {
  const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
  const isCut = (element) =>
    element.scrollWidth > element.clientWidth + 1 ||
    element.scrollHeight > element.clientHeight + 1;
  return [...document.querySelectorAll("#app *:not(.visually-hidden)")]
    .filter((element) => element.clientWidth > 1 && hides(getComputedStyle(element)))
    .filter(isCut)
    .map((element) => element.outerHTML.slice(0, 120));
};

// The spacing that WCAG 1.4.12 wants a page to bear.
const setTextWide = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
  `);
  document.adoptedStyleSheets = [sheet];
};

test("nothing scrolls sideways or is cut off, with text set wide or not", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(failedRequest);
  for (const { kind, path } of kinds) {
    await open(page, site.url(path));
    for (const spacing of ["as it is", "wide"]) {
      if (spacing === "wide") await page.evaluate(setTextWide);
      expect.soft(await sideways(page), `${kind}, ${spacing}`).toBe(0);
      expect.soft(await page.evaluate(cutOff), `${kind}, ${spacing}`).toEqual([]);
    }
  }
});

test("text twice as large loses nothing", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const { kind, path } of kinds) {
    await open(page, site.url(path));
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(beyond, kind).toBeLessThanOrEqual(0);
    expect.soft(await page.evaluate(cutOff), kind).toEqual([]);
  }
});

test("a wide table scrolls in a region that the keyboard reaches", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const region = page
    .getByRole("region")
    .filter({ has: page.getByRole("table") })
    .first();
  // Twice as large as usual, as some need it, no table fits.
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  const caption = await page.getByRole("table").first().locator("caption").innerText();
  await expect(region).toHaveAccessibleName(caption);
});
