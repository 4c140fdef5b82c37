// The app takes over the page that the build drew, and nobody notices.

import { addresses } from "./addresses.js";
import { expect, failedRequest, holdBack, hydrated, open, test } from "./fixtures.js";
import { kinds, missing, sites } from "./sites.js";

/// Remembers every element of the page.
const remember = () => {
  window.before = [...document.querySelectorAll("*")];
};

/// What has changed since: elements that went, and elements that came.
const compare = () => {
  const words = (element) => element.outerHTML.slice(0, 120);
  const now = [...document.querySelectorAll("*")];
  return {
    gone: window.before.filter((element) => !now.includes(element)).map(words),
    made: now.filter((element) => !window.before.includes(element)).map(words),
    moved: window.before.length === now.length && now.some((e, i) => e !== window.before[i]),
  };
};

for (const site of sites) {
  test.describe(site.name, () => {
    for (const { kind, path } of kinds) {
      test(`${kind}: every element stays the same element`, async ({ page, guard }) => {
        if (path === missing.path) guard.mayPrint(failedRequest);
        const wasm = await holdBack(page, /\.wasm$/);
        await page.goto(site.url(path));
        await wasm.asked;
        await page.evaluate(remember);
        wasm.release();
        await hydrated(page);
        expect(await page.evaluate(compare)).toEqual({ gone: [], made: [], moved: false });
      });

      test(`${kind}: nothing but the page itself stands before its first paint`, async ({
        page,
        guard,
      }) => {
        if (path === missing.path) guard.mayPrint(failedRequest);
        await open(page, site.url(path));
        const head = page.locator("head");
        await expect(head.locator("link[rel*=preload], link[rel=prefetch]")).toHaveCount(0);
        const inline = page.locator("script:not([src]):not([type*=json]), style, [style]");
        await expect(inline).toHaveCount(0);

        const times = await page.evaluate(() => ({
          load: performance.getEntriesByType("navigation")[0].loadEventStart,
          wasm: performance
            .getEntriesByType("resource")
            .filter((entry) => entry.name.endsWith(".wasm"))
            .map((entry) => entry.startTime),
        }));
        expect(times.wasm).toHaveLength(1);
        expect(times.load).toBeGreaterThan(0);
        expect(times.wasm[0]).toBeGreaterThanOrEqual(times.load);
      });
    }

    // The guard fails this where a page breaks: the console would say so.
    test("every page there is can be taken over", async ({ page }) => {
      const all = addresses(site);
      expect(all.length).toBeGreaterThan(kinds.length);
      for (const address of all) {
        await test.step(address, () => open(page, address));
      }
    });

    test("an address with a query, a fragment or no slash at its end is taken over too", async ({
      page,
    }) => {
      for (const end of ["/topics/?from=poster", "/topics/#main", "/topics"]) {
        await open(page, site.url(end));
        await expect(page.locator("h1")).toHaveText("All topics");
      }
    });
  });
}
