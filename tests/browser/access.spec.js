// Everyone can use it: as far as axe can tell, and by the keyboard alone.

import { axe, contrast, violations } from "./axe.js";
import { expect, failedRequest, linkTo, open, test } from "./fixtures.js";
import { article, kinds, missing, pages, sites, specimens } from "./sites.js";

// Language, landmarks, and headings: one of the first level, and no level left out.
async function structureIsSound(page) {
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  for (const role of ["banner", "main", "contentinfo", "complementary"]) {
    await expect(page.getByRole(role), role).toHaveCount(1);
  }
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(1);

  const headings = page.locator("h1, h2, h3, h4, h5, h6");
  const levels = await headings.evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels[0]).toBe(1);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, index) => level > levels[index - 1] + 1)).toEqual([]);
}

// What the focus is on, and whether one can see that it is there.
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

// All that can be focused, in order, remembered for `focus`.
const remember = () => {
  // Radio buttons of one name are one stop.
  const inputs = "input:not([type=radio]), input[type=radio]:checked";
  const selector = `a[href], button, ${inputs}, select, textarea, summary, [tabindex='0']`;
  window.stops = [...document.querySelectorAll(selector)].filter((element) =>
    element.checkVisibility({ visibilityProperty: true }),
  );
  return window.stops.length;
};

// Goes through the whole page by the Tab key, and returns each stop.
async function tabThrough(page) {
  const count = await page.evaluate(remember);
  const stops = [];
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(focus));
  }
  return stops;
}

for (const { kind, path } of kinds) {
  test.describe(kind, () => {
    test.beforeEach(({ guard }) => {
      if (path === missing.path) guard.mayPrint(failedRequest);
    });

    test("its structure is sound, and axe finds nothing", async ({ page, site }) => {
      await open(page, site.url(path));
      await structureIsSound(page);
      expect(await violations(page)).toEqual([]);
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
  });
}

const asUsual = { colorScheme: null, forcedColors: null, contrast: null };

const themes = [
  { theme: "dark", media: { colorScheme: "dark" } },
  { theme: "forced colours", media: { forcedColors: "active" } },
  { theme: "more contrast", media: { contrast: "more" } },
];

// What does not depend on the project is looked at once.
test.describe("in every way to look at it", () => {
  test.skip(({ build }) => build !== "root", "looked at on the phone");

  for (const { kind, path, from } of [...pages, ...specimens]) {
    test(`${kind}: axe finds nothing`, async ({ page, site: own }) => {
      test.slow();
      const site = kind.startsWith("specimens") ? sites.specimens : own;
      await open(page, site.url(path));
      if (site !== own) expect(await violations(page)).toEqual([]);
      for (const { theme, media } of themes) {
        await page.emulateMedia({ ...asUsual, ...media });
        await open(page, site.url(path));
        expect(await violations(page, contrast(page)), theme).toEqual([]);
      }
      await page.emulateMedia(asUsual);
      await page.setViewportSize({ width: 320, height: 640 });
      await open(page, site.url(path));
      expect(await violations(page), "at 320 pixels").toEqual([]);

      await open(page, site.url(from));
      await linkTo(page, site, path).click();
      await expect(page).toHaveURL(site.url(path));
      expect(await violations(page), "after a click").toEqual([]);
    });
  }
});

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

test("axe finds nothing on a page that did not load", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  await page.route(site.url("/data/topics.json"), (route) => route.abort());
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("This page did not load");
  expect(await violations(page)).toEqual([]);
});
