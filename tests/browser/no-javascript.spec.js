// Without JavaScript nothing is missing.

import { expect, failedRequest, linkTo, test } from "./fixtures.js";
import { kinds, missing, pages, sites } from "./sites.js";

test.use({ javaScriptEnabled: false });

const words = (text) => text.replace(/\s+/g, " ").trim();

/// Every piece of running text in the data of a page.
function texts(value) {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" && typeof inner === "string" ? [words(inner)] : texts(inner),
  );
}

for (const site of sites) {
  test.describe(site.name, () => {
    const json = async (request, name) =>
      (await request.get(site.url(`/data/${name}.json`))).json();

    for (const { kind, path, data } of pages) {
      test(`${kind}: the whole text is there`, async ({ page, request }) => {
        await page.goto(site.url(path));
        await expect(page.locator("h1")).toBeVisible();
        const pieces = texts(await json(request, data));
        if (kind !== "archive") expect(pieces.length).toBeGreaterThan(1);
        const shown = words(await page.locator("main").innerText());
        expect(pieces.filter((piece) => !shown.includes(piece))).toEqual([]);
      });
    }

    for (const { kind, path } of kinds) {
      test(`${kind}: the clinic and the help lines can be reached`, async ({
        page,
        request,
        guard,
      }) => {
        if (path === missing.path) guard.mayPrint(failedRequest);
        const { clinic } = await json(request, "site");
        await page.goto(site.url(path));
        const panel = page.getByRole("complementary", { name: "Contact and help lines" });
        const { lines, locality, town, county, postcode } = clinic.address;
        for (const part of [...lines, locality, town, county, postcode]) {
          await expect(panel.locator("address")).toContainText(part);
          await expect(page.getByRole("banner")).toContainText(part);
        }
        for (const place of [panel, page.getByRole("banner")]) {
          const phone = place.locator(`a[href^="tel:"]`).first();
          await expect(phone).toBeVisible();
          await expect(phone).toContainText(clinic.phone);
        }
        const shown = words(await panel.innerText());
        const named = clinic.help.flatMap((group) => [group.title, ...group.lines.map((l) => l.name)]);
        expect(named.length).toBeGreaterThan(10);
        expect(named.filter((name) => !shown.includes(name))).toEqual([]);
      });
    }

    test("links lead from page to page", async ({ page }) => {
      await page.goto(site.url("/"));
      for (const { path, from } of pages) {
        await page.goto(site.url(from));
        await linkTo(page, site, path).click();
        await expect(page).toHaveURL(site.url(path));
        await expect(page.locator("h1")).toBeVisible();
      }
    });

    test("no link is dead", async ({ page, request, guard }) => {
      guard.mayPrint(failedRequest);
      const inside = new Map();
      for (const { path } of kinds) {
        await page.goto(site.url(path));
        const hrefs = await page
          .locator(`a[href^="/"], a[href^="#"]`)
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
  });
}
