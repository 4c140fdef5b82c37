// The stylesheet has no rule that no page needs, and no pair of colours that is hard to read.

import { expect, failedRequest, linkTo, open, settled, test } from "./fixtures.js";
import { article, kinds, sites, specimens } from "./sites.js";

test.skip(({ build }) => build !== "root", "both builds have the same stylesheet");

// The selectors of all rules, without what depends on the moment: `:hover`, `::before`.
const selectors = () => {
  const ofRules = (rules) =>
    [...rules].flatMap((rule) => [
      ...(rule.selectorText ? [rule.selectorText] : []),
      ...(rule.cssRules ? ofRules(rule.cssRules) : []),
    ]);
  const momentary =
    /::?(before|after|focus-visible|focus|popover-open|hover|target|visited|link|view-transition[-\w]*(\([^)]*\))?)/g;
  const all = [...document.styleSheets].flatMap((sheet) => ofRules(sheet.cssRules));
  const still = all
    .map((part) => part.replaceAll(/:not\(:focus(-visible)?\)/g, "").replaceAll(momentary, ""))
    .map((part) => part.replace(/(^|[>+~\s])(?=$|,)/g, "$1*"))
    .map((part) => part.replaceAll(/:where\(\s*\)/g, "*"));
  return [...new Set(still)];
};

const unused = (wanted) => wanted.filter((selector) => !document.querySelector(selector));

test("every rule is for something that there is", async ({ page, site, guard }) => {
  test.slow();
  guard.mayPrint(failedRequest);
  await open(page, site.url(article.path));
  let left = await page.evaluate(selectors);
  expect(left.length).toBeGreaterThan(100);
  const visit = async (url) => {
    await open(page, url);
    left = await page.evaluate(unused, left);
  };
  for (const { path } of kinds) await visit(site.url(path));
  for (const { path } of specimens) {
    await visit(sites.specimens.url(path));
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await settled(page);
    left = await page.evaluate(unused, left);
  }
  // Chosen colours.
  for (const theme of ["Light", "Dark"]) {
    await page.getByRole("radio", { name: theme }).check();
    left = await page.evaluate(unused, left);
  }
  // What was found, in all topics and in one, and what may be meant.
  await visit(site.url("/search/?q=ketamine"));
  await expect(page.locator(".results > li").first()).toBeVisible();
  left = await page.evaluate(unused, left);
  await page.getByLabel("What are you looking for?").fill("ketamine ");
  await page.getByLabel("What are you looking for?").press("ArrowDown");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  left = await page.evaluate(unused, left);
  // A page that does not come.
  await page.route(site.url("/data/topics.json"), (route) => route.abort());
  await open(page, site.url("/contact/"));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("This page did not load");
  left = await page.evaluate(unused, left);

  // A browser that keeps pages for reading offline.
  const keeping = await page.context().browser().newContext({ serviceWorkers: "allow" });
  const keeper = await keeping.newPage();
  await open(keeper, site.url(article.path));
  await expect(keeper.locator("body > .notice")).toBeAttached();
  left = await keeper.evaluate(unused, left);
  await keeping.close();

  // Without scripts.
  await page.evaluate(() => delete document.documentElement.dataset.script);
  left = await page.evaluate(unused, left);
  expect(left).toEqual([]);
});

// Which text stands on which surface. AAA of WCAG 2.2 (1.4.6) wants 7:1 for text, AA 3:1 (1.4.11)
// for the edges of controls.
const text = ["--text", "--text-muted", "--link", "--link-visited", "--title"];
const surfaces = ["--page", "--surface", "--tint", "--shade", "--caution"];
const fills = ["--fill", "--fill-non-urgent", "--fill-urgent", "--fill-emergency"];
const pairs = [
  ...text.flatMap((ink) => surfaces.map((paper) => [ink, paper, 7])),
  ...fills.map((paper) => ["--on-fill", paper, 7]),
  ["--on-fill-deep", "--fill-deep", 7],
  ...["--page", "--surface", "--tint"].map((paper) => ["--edge", paper, 3]),
  ["--focus", "--focus-edge", 11],
];

// The contrast of two roles as WCAG computes it, from the pixels that they paint.
const contrast = ([ink, paper]) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (role) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.setProperty("color", `var(${role})`);
    canvas.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(ink), luminance(paper)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

for (const colorScheme of ["light", "dark"]) {
  test(`text and controls can be read, in ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await open(page, site.url("/"));
    for (const pair of pairs) {
      const found = await page.evaluate(contrast, pair);
      expect.soft(found, `${pair[0]} on ${pair[1]}`).toBeGreaterThanOrEqual(pair[2]);
    }
  });
}
