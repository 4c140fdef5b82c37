// Without JavaScript nothing is missing.

import { expect, failedRequest, linkTo, test } from "./fixtures.js";
import { article, kinds, pages } from "./sites.js";

test.use({ javaScriptEnabled: false });

const words = (text) => text.replace(/\s+/g, " ").trim();

// Every piece of running text in the data of a page.
function texts(value) {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [words(inner)] : texts(inner),
  );
}

// What an app without prerendered pages would have to fetch first.
const data = async (request, site, name) =>
  (await request.get(site.url(`/data/${name}.json`))).json();

test("the whole text of every kind of page is there", async ({ page, site, request }) => {
  for (const { kind, path, data: name } of pages) {
    await page.goto(site.url(path));
    await expect(page.locator("h1")).toBeVisible();
    const pieces = texts(await data(request, site, name));
    if (!["archive", "glossary"].includes(kind)) expect(pieces.length, kind).toBeGreaterThan(1);
    const shown = words(await page.locator("main").innerText());
    const lost = pieces.filter((piece) => !shown.includes(piece));
    expect.soft(lost, kind).toEqual([]);
  }
});

test("every kind of page says how to reach the clinic and who helps", async ({
  page,
  site,
  request,
  guard,
}) => {
  guard.mayPrint(failedRequest);
  const { clinic } = await data(request, site, "site");
  const { lines, locality, town, county, postcode } = clinic.address;
  const address = [...lines, locality, town, county, postcode];
  const help = clinic.help.flatMap(({ title, lines }) => [title, ...lines.map(({ name }) => name)]);
  expect(help.length).toBeGreaterThan(10);

  for (const { path } of kinds) {
    await page.goto(site.url(path));
    const header = page.getByRole("banner");
    const panel = page.getByRole("complementary", { name: "Contact and help lines" });
    for (const place of [header, panel]) {
      const shown = words(await place.innerText());
      expect(address.filter((part) => !shown.includes(part))).toEqual([]);
      const phone = place.getByRole("link", { name: clinic.phone });
      await expect(phone).toBeVisible();
      await expect(phone).toHaveAttribute("href", /^tel:/);
    }
    const shown = words(await panel.innerText());
    expect(help.filter((name) => !shown.includes(name))).toEqual([]);
  }
});

test("links lead from page to page", async ({ page, site }) => {
  for (const { path, from } of pages) {
    await page.goto(site.url(from));
    await linkTo(page, site, path).click();
    await expect(page).toHaveURL(site.url(path));
    await expect(page.locator("h1")).toBeVisible();
  }
});

test("no link is dead", async ({ page, site, request, guard }) => {
  guard.mayPrint(failedRequest);
  const inside = new Map();
  for (const { path } of kinds) {
    await page.goto(site.url(path));
    const hrefs = await page
      .locator('a[href^="/"], a[href^="#"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    for (const href of new Set(hrefs)) {
      if (href.startsWith("#")) expect(ids, href).toContain(href.slice(1));
      else inside.set(href, path);
    }
  }
  expect(inside.size).toBeGreaterThan(10);
  for (const [href, path] of inside) {
    const response = await request.get(site.origin + href);
    expect(response.status(), `${href}, linked on ${path}`).toBe(200);
  }
});

test("nothing is shown that only scripts can do", async ({ page, site }) => {
  await page.goto(site.url(article.path));
  const idle = page.locator(".needs-script");
  expect(await idle.count()).toBeGreaterThan(2);
  await expect(idle.filter({ visible: true })).toHaveCount(0);
  await expect(page.locator("button[type=button]:not([popovertarget])").filter({ visible: true })).toHaveCount(0);
  // Nothing is folded that only a script would have unfolded.
  await expect(page.getByRole("navigation", { name: "Contents" }).getByRole("link").first()).toBeVisible();
});

test("a search leads to the list of everything, and says why", async ({ page, site }) => {
  await page.goto(site.url("/"));
  await page.getByLabel("What are you looking for?").fill("low mood");
  await page.getByRole("button", { name: "Search" }).click();
  // The words have not been sent.
  await expect(page).toHaveURL(site.url("/search/?"));
  await expect(page.getByRole("main")).toContainText("The search needs JavaScript");
  await linkTo(page, site, article.path).click();
  await expect(page.getByRole("article")).toBeVisible();
});

test("the device's dark is the site's dark", async ({ page, site }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(site.url("/"));
  const light = await paper();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await paper()).not.toBe(light);
});
