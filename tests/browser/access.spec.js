// Everyone can use it: checked by axe, by keyboard, at 320 pixels and with wide-set text.

import { AxeBuilder } from "@axe-core/playwright";

import { expect, failedRequest, linkTo, open, test } from "./fixtures.js";
import { article, kinds, missing } from "./sites.js";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The rules that the page breaks, and where.
async function violations(page) {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  }));
}

/// What the focus is on, and whether one can see that it is there.
const focus = () => {
  const element = document.activeElement;
  const shape = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const middle = [shape.left + shape.width / 2, shape.top + shape.height / 2];
  const onTop = document.elementFromPoint(...middle);
  const style = getComputedStyle(element);
  const look = (of) => [of.boxShadow, of.backgroundColor, of.borderColor, of.textDecoration].join();
  const outline =
    style.outlineStyle !== "none" &&
    parseFloat(style.outlineWidth) >= 2 &&
    !/rgba\(.*, 0\)|transparent/.test(style.outlineColor);
  const focused = look(style);
  element.blur();
  const changes = look(getComputedStyle(element)) !== focused;
  element.focus({ preventScroll: true });
  return {
    number: (window.stops ??= []).indexOf(element),
    words: element.outerHTML.slice(0, 120),
    visible: outline || changes,
    covered: !onTop || !(element.contains(onTop) || onTop.contains(element)),
  };
};

/// All that can be focused, in order, remembered for `focus`.
const remember = () => {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  window.stops = [...document.querySelectorAll(selector)].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }),
  );
  return window.stops.length;
};

/// Goes through the whole page by the Tab key, and returns each stop.
async function tabThrough(page) {
  const count = await page.evaluate(remember);
  const stops = [];
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(focus));
  }
  return stops;
}

/// The least width that a page must fit: 1280 pixels at a zoom of 400%.
const narrow = { width: 320, height: 640 };

/// How far the page goes beyond the narrow window, sideways.
const sideways = (page) =>
  page.evaluate((width) => document.documentElement.scrollWidth - width, narrow.width);

/// Text that does not fit into a box that hides what does not fit.
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

for (const { kind, path } of kinds) {
  test.describe(kind, () => {
    test.beforeEach(({ guard }) => {
      if (path === missing.path) guard.mayPrint(failedRequest);
    });

    test("axe finds nothing, in light and in dark colours", async ({ page, site }) => {
      await open(page, site.url(path));
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), colorScheme).toEqual([]);
      }
    });

    test("its headings, language and landmarks are in order", async ({ page, site }) => {
      await open(page, site.url(path));
      await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
      for (const role of ["banner", "main", "contentinfo", "complementary"]) {
        await expect(page.getByRole(role), role).toHaveCount(1);
      }
      await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(1);

      const headings = page.locator("h1, h2, h3, h4, h5, h6");
      const levels = await headings.evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      const skips = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
      expect(skips).toEqual([]);
    });

    test("the keyboard reaches everything, in order, and one sees where it is", async ({
      page,
      site,
    }) => {
      await open(page, site.url(path));
      const stops = await tabThrough(page);
      expect(stops.length).toBeGreaterThan(20);
      expect(stops.map(({ number }) => number)).toEqual(stops.map((_, index) => index));
      expect(stops.filter(({ visible }) => !visible)).toEqual([]);
      expect(stops.filter(({ covered }) => covered)).toEqual([]);
    });

    test("nothing scrolls sideways at 320 pixels, with text set wide or not", async ({
      page,
      site,
    }) => {
      await page.setViewportSize(narrow);
      await open(page, site.url(path));
      expect(await sideways(page)).toBe(0);
      expect(await page.evaluate(cutOff)).toEqual([]);

      // The spacing that WCAG 1.4.12 wants a page to bear.
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
          * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
          p { margin-bottom: 2em !important; }
        `);
        document.adoptedStyleSheets = [sheet];
      });
      expect(await sideways(page)).toBe(0);
      expect(await page.evaluate(cutOff)).toEqual([]);
    });
  });
}

test("the first stop skips to the text", async ({ page, site }) => {
  await open(page, site.url(article.path));
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to main content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();
});

test("a wide table scrolls in a region that the keyboard reaches", async ({ page, site }) => {
  await page.setViewportSize(narrow);
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

test("axe finds nothing on a page that did not load", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  await page.route(site.url("/data/topics.json"), (route) => route.abort());
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("This page did not load");
  expect(await violations(page)).toEqual([]);
});
