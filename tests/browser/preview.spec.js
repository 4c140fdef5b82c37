// What `cargo site serve` shows beside a page: what is wrong with the content, which pages readers do
// not see, and the page anew when something is saved. The script is tried on a page of a release, which
// never has it; `crates/site/src/bundle/preview.rs` has the tests of what it is told.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, linkTo, open, settled, test } from "./fixtures.js";
import { article, project } from "./sites.js";

const script = readFileSync(join(project, "src/preview.js"), "utf8");

test.skip(({ build }) => build !== "root", "the same in both builds");

// Opens an article as in a preview. What is returned is told to its script.
async function openPreview(page, site) {
  const state = { version: 1, mistakes: [], more: 0, unpublished: {} };
  await page.route("**/preview/preview.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: script }),
  );
  await page.route("**/preview/state.json", (route) => route.fulfill({ json: state }));
  const element = '<script src="/preview/preview.js" data-state="/preview/state.json" defer></script>';
  await page.route(site.url(article.path), async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.replace("</head>", `${element}</head>`) });
  });
  await open(page, site.url(article.path));
  // The script has seen it once.
  await page.waitForResponse("**/preview/state.json");
  await settled(page);
  return state;
}

const mistakes = (page) => page.locator("site-preview").getByRole("alert");
const banner = (page) => page.locator("site-preview").getByRole("status");

test("a mistake is shown with its place, as text, until it is mended", async ({ page, site }) => {
  const state = await openPreview(page, site);
  const heading = await page.locator("h1").first().innerText();
  await expect(mistakes(page)).toBeHidden();

  const words = "there is no field `<img src=x onerror=alert(1)>` here; did you mean `title`?";
  state.mistakes = [{ place: "content/articles/low-mood.md:2", words }];
  state.more = 3;
  await expect(mistakes(page)).toContainText("content/articles/low-mood.md:2");
  await expect(mistakes(page)).toContainText(words);
  await expect(mistakes(page)).toContainText("And 3 more");
  await expect(mistakes(page)).toBeInViewport();
  expect(await page.locator("h1").first().innerText(), "the page stays").toBe(heading);

  await mistakes(page).getByRole("button", { name: "Hide" }).click();
  await expect(mistakes(page)).toBeHidden();
  // Another mistake is news.
  state.mistakes = [{ place: "content/articles/low-mood.md:9", words: "another" }];
  await expect(mistakes(page)).toContainText("low-mood.md:9");
  state.mistakes = [];
  await expect(mistakes(page)).toBeHidden();
});

test("what is saved is shown at the place where the page was", async ({ page, site }) => {
  const state = await openPreview(page, site);
  await page.evaluate(() => scrollTo({ top: 1200, behavior: "instant" }));
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(1200);
  // A preview's page is empty when it is loaded, so that the browser cannot return by itself.
  await page.evaluate(() => {
    history.scrollRestoration = "manual";
    window.isOld = true;
  });
  const loaded = page.waitForEvent("load");
  state.version = 2;
  await loaded;
  expect(await page.evaluate(() => window.isOld)).toBeUndefined();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(1200);
  await settled(page);
  expect(await page.evaluate(() => scrollY), "and it stays there").toBe(1200);
});

test("a page that readers do not see says so, and no other does", async ({ page, site }) => {
  const state = await openPreview(page, site);
  state.unpublished = { [article.path]: "This article is a draft: readers do not see it." };
  await expect(banner(page)).toHaveText("This article is a draft: readers do not see it.");
  await linkTo(page, site, "/topics/").click();
  await expect(page).toHaveURL(site.url("/topics/"));
  await expect(banner(page)).toBeHidden();
});
