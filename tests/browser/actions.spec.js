// What the buttons of a page do, and the contact panel. All of it works before the app has started,
// and where it never starts.

import { readFileSync } from "node:fs";

import { contents, expect, holdBack, linkTo, open, test } from "./fixtures.js";
import { article, sites } from "./sites.js";

const announced = (page) => page.locator("#announcer");

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

// The app never starts: the page and its scripts are all there is.
async function withoutApp(page, url) {
  await holdBack(page, /\.wasm$/);
  await page.goto(url);
}

test("from home to an article to the clinic's phone in three touches", async ({
  page,
  site,
  isMobile,
}) => {
  test.skip(!isMobile, "a phone's");
  await open(page, site.url("/"));
  await page.locator(".cards:not(.cards--grid) a").first().tap();
  await expect(page.getByRole("article")).toBeVisible();
  const call = page.getByRole("navigation", { name: "Quick contact" }).getByRole("link").first();
  await expect(call).toBeInViewport({ ratio: 1 });
  await expect(call).toHaveAttribute("href", /^tel:\+44/);
  const { height } = await call.boundingBox();
  expect(height).toBeGreaterThanOrEqual(44);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways).toBe(0);
});

test("the address is copied, line by line, and that is said", async ({ page, site }) => {
  await withoutApp(page, site.url("/contact/"));
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: "Copy address" }).click();
  // Said on the button for three seconds only.
  await expect(panel.getByRole("button", { name: "Address copied" })).toBeVisible();
  await expect(announced(page)).toHaveText("Address copied");
  const lines = (await panel.locator("address span").allInnerTexts()).slice(1);
  expect(await copied(page)).toBe(lines.map((line) => line.replace(/,$/, "")).join("\n"));
  expect(lines.length).toBeGreaterThan(4);
});

test("where copying is forbidden, it is said", async ({ page, site }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
  });
  await withoutApp(page, site.url("/contact/"));
  await page.getByRole("button", { name: "Copy address" }).click();
  await expect(announced(page)).toHaveText(/does not let this page copy/);
});

test("the way to the clinic is a link to each map, with the address in it", async ({
  page,
  site,
}) => {
  await open(page, site.url("/contact/"));
  const maps = page.getByRole("complementary").getByRole("link", { name: /^Directions in / });
  const addresses = await maps.evaluateAll((links) => links.map(({ href }) => href));
  expect(addresses.length).toBeGreaterThanOrEqual(3);
  for (const address of addresses) expect(decodeURIComponent(address)).toContain("NR31 6NP");
});

test("the contact card can be saved, by the app's pages too", async ({ page, site }) => {
  await open(page, site.url("/topics/"));
  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save our contact card" }).click();
  const card = readFileSync(await (await download).path(), "utf8");
  expect(card).toMatch(/^BEGIN:VCARD\r\nVERSION:3.0\r\n/);
  expect(card).toContain("TEL;TYPE=WORK,VOICE:+44");
  expect((await download).suggestedFilename()).toBe("contact.vcf");
});

test("an article is shared as the device does it, or its address is copied", async ({
  page,
  site,
}) => {
  await page.addInitScript(() => (navigator.share = undefined));
  await withoutApp(page, site.url(article.path));
  const share = page.getByRole("button", { name: "Share this article" });
  await share.click();
  await expect(announced(page)).toHaveText("Link copied");
  expect(await copied(page)).toBe(site.url(article.path));

  await page.evaluate(() => {
    navigator.share = async (what) => (window.shared = what);
  });
  await page.getByRole("button", { name: /Share|copied/ }).click();
  const shared = await page.evaluate(() => window.shared);
  expect(shared).toEqual({ title: await page.title(), url: site.url(article.path) });
});

test("a heading's link is copied by a click on it", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const heading = page.locator("h2 .heading-link").first();
  const hash = await heading.getAttribute("href");
  await heading.click();
  await expect(announced(page)).toHaveText("Link to this section copied");
  expect(await copied(page)).toBe(site.url(article.path) + hash);
  await expect(page).toHaveURL(site.url(article.path) + hash);
});

test("paper has the text, all of it, and the clinic, and nothing to press", async ({ page }) => {
  await page.addInitScript(() => (window.print = () => (window.printed = true)));
  await withoutApp(page, sites.specimens.url("/articles/how-to-brew/"));
  await page.getByRole("button", { name: "Print it" }).click();
  expect(await page.evaluate(() => window.printed)).toBe(true);

  const details = page.locator(".prose details").first();
  await expect(details).not.toHaveAttribute("open");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(details).toHaveAttribute("open");
  await page.emulateMedia({ media: "print" });
  for (const shown of ["h1", ".facts", ".contact-panel address"]) {
    await expect(page.locator(shown)).toBeVisible();
  }
  for (const hidden of [".header", ".navigation", ".tools", ".footer", ".quick-contact", ".contents"]) {
    await expect(page.locator(hidden), hidden).toBeHidden();
  }
  const link = page.locator(".prose a[rel=external]").first();
  const after = await link.evaluate((element) => getComputedStyle(element, "::after").content);
  expect(after).toContain("http");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(details).not.toHaveAttribute("open");
});

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("a choice of colours is kept, is there before the first paint, and can be taken back", async ({
  page,
  site,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await withoutApp(page, site.url("/"));
  const light = await paper(page);
  await page.getByRole("radio", { name: "Dark" }).check();
  const dark = await paper(page);
  expect(dark).not.toBe(light);

  // Scripts that come late never come: what is dark now was so from the first.
  await page.route(/actions-.*\.js$/, () => {});
  await page.goto(site.url("/contact/"), { waitUntil: "commit" });
  await expect(page.locator("h1")).toBeVisible();
  await expect.poll(() => paper(page)).toBe(dark);
  await page.unroute(/actions-.*\.js$/);

  await page.goto(site.url("/"));
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.getByRole("radio", { name: "As my device" }).check();
  expect(await paper(page)).toBe(light);
  await page.reload();
  expect(await paper(page)).toBe(light);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("where nothing may be stored, a choice holds for the page", async ({ page, site }) => {
  await page.addInitScript(() => {
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: forbidden });
  });
  await open(page, site.url("/"));
  const before = await paper(page);
  await page.getByRole("radio", { name: "Dark" }).check();
  expect(await paper(page)).not.toBe(before);
});

test("pictures follow the choice of colours", async ({ page, site }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, site.url("/"));
  const picture = page.locator(".hero img");
  const light = await picture.screenshot();
  await page.getByRole("radio", { name: "Dark" }).check();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await picture.screenshot()).equals(light)).toBe(false);
});

test("the section in view is marked in the contents list", async ({ page, site }) => {
  await open(page, site.url(article.path));
  const list = await contents(page);
  const link = list.getByRole("link").nth(3);
  const hash = await link.getAttribute("href");
  await page.locator(hash).evaluate((heading) => heading.scrollIntoView());
  await expect(link).toHaveAttribute("aria-current", "true");
  await expect(list.locator("[aria-current]")).toHaveCount(1);
});

test("contents are folded where there is no room, and stay beside the text where there is", async ({
  page,
  site,
  isMobile,
}) => {
  await open(page, site.url(article.from));
  await linkTo(page, site, article.path).click();
  const list = page.getByRole("navigation", { name: "Contents" });
  const first = list.getByRole("link").first();
  await expect(first).toBeVisible({ visible: !isMobile });
  await page.goto(site.url(article.path));
  await expect(first).toBeVisible({ visible: !isMobile });
  if (isMobile) return;
  await page.evaluate(() => scrollTo(0, 2000));
  await expect(first).toBeInViewport();
});

test("an article whose review is overdue says so, whenever the site was built", async ({ page }) => {
  const notice = page.getByText("This article is due for a review");
  await open(page, sites.specimens.url("/articles/second-flush/"));
  await expect(notice).toBeVisible();

  const path = "/articles/how-to-brew/";
  await page.clock.setFixedTime(new Date("2027-01-09T12:00:00Z"));
  await open(page, sites.specimens.url(path));
  await expect(notice).toBeHidden();
  await page.clock.setFixedTime(new Date("2027-01-10T12:00:00Z"));
  await open(page, sites.specimens.url(path));
  await expect(notice).toBeVisible();
  await open(page, sites.specimens.url("/category/green-tea/"));
  await page.locator(`a[href="${path}"]`).first().click();
  await expect(page.getByRole("article")).toBeVisible();
  await expect(notice).toBeVisible();
});
