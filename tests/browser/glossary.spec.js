// Words that articles explain.

import { expect, open, test } from "./fixtures.js";
import { sites } from "./sites.js";

const article = sites.specimens.url("/articles/how-to-brew/");

const term = (page) => page.getByRole("button", { name: "samovars" });

const meaning = (page) => page.getByText("A kettle with a tap.");

test.skip(({ build }) => build !== "root", "the same in both builds");

test("a word shows its meaning by touch and by key, and hides it again", async ({ page }) => {
  await open(page, article);
  await expect(meaning(page)).toBeHidden();
  await term(page).tap();
  await expect(meaning(page)).toBeVisible();
  await expect(meaning(page)).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await expect(meaning(page)).toBeHidden();

  await term(page).focus();
  await page.keyboard.press("Enter");
  await expect(meaning(page)).toBeVisible();
  // The next stop is within the meaning.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Glossary" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(sites.specimens.url("/glossary/#samovar"));
  await expect(page.locator("#samovar")).toBeFocused();
  await expect(page.locator("#samovar")).toBeInViewport();
});

test("a word stands in its line, and its letters at the line's beginning", async ({ page, site }) => {
  // It has words in lists and in tables, where what stands beside each other is set apart.
  await open(page, site.url("/articles/ketamine-anxiety-and-ptsd/"));
  const terms = page.locator(".term");
  expect(await page.locator("li .term").count()).toBeGreaterThan(0);
  expect(await page.locator("td .term").count()).toBeGreaterThan(0);
  for (const one of await terms.all()) {
    await expect(one).toHaveCSS("margin-top", "0px");
    await expect(one).toHaveCSS("text-align", "start");
  }
});

test("the glossary leads to the articles that use a word", async ({ page }) => {
  await open(page, sites.specimens.url("/glossary/"));
  await page.getByRole("region", { name: "samovar" }).getByRole("link").click();
  await expect(page).toHaveURL(article);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a word shows its meaning all the same", async ({ page }) => {
    await page.goto(article);
    await term(page).tap();
    await expect(meaning(page)).toBeVisible();
  });
});
