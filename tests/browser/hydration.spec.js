// The app takes over the page that the build drew, and nobody notices.

import { addresses } from "./addresses.js";
import { expect, failedRequest, holdBack, hydrated, open, settled, test } from "./fixtures.js";
import { article, kinds, missing } from "./sites.js";

// Remembers every element of the page.
const remember = () => {
  window.before = [...document.querySelectorAll("*")];
};

// What has changed since: elements that went, and elements that came.
const compare = () => {
  const words = (element) => element.outerHTML.slice(0, 120);
  const now = [...document.querySelectorAll("*")];
  return {
    gone: window.before.filter((element) => !now.includes(element)).map(words),
    made: now.filter((element) => !window.before.includes(element)).map(words),
    moved: window.before.length === now.length && now.some((e, i) => e !== window.before[i]),
  };
};

for (const { kind, path } of kinds) {
  test(`${kind}: every element stays the same element`, async ({ page, site, guard }) => {
    if (path === missing.path) guard.mayPrint(failedRequest);
    const wasm = await holdBack(page, /\.wasm$/);
    await page.goto(site.url(path));
    await wasm.asked;
    await page.evaluate(remember);
    wasm.release();
    await hydrated(page);
    expect(await page.evaluate(compare)).toEqual({ gone: [], made: [], moved: false });
  });
}

test("the app waits until the page and all that belongs to it has loaded", async ({
  page,
  site,
  requests,
}) => {
  const wasm = () => requests.all().filter((url) => url.endsWith(".wasm"));
  const picture = await holdBack(page, /\?late$/);
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      new Image().src = `${document.querySelector("link[rel=icon]").href}?late`;
    });
  });
  await page.goto(site.url(article.path), { waitUntil: "domcontentloaded" });
  await picture.asked;
  await settled(page);
  expect(wasm()).toEqual([]);
  picture.release();
  await hydrated(page);
  expect(wasm()).toHaveLength(1);
});

// Silence and requests of other sites are the guard's.
test("every page there is can be taken over, has nothing ahead of it, and keeps nothing", async ({
  page,
  site,
  context,
}) => {
  test.slow();
  const all = addresses(site);
  expect(all.length).toBeGreaterThan(kinds.length);
  for (const address of all) {
    await test.step(address, async () => {
      await open(page, address);
      await expect(page.locator("link[rel*=preload], link[rel=prefetch]")).toHaveCount(0);
      // One inline script, of which the Content-Security-Policy knows the content.
      await expect(page.locator("script:not([src], [type])")).toHaveCount(1);
      await expect(page.locator("style, [style]")).toHaveCount(0);
    });
  }
  expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
});

test("an address with a query, a fragment or no slash at its end is taken over too", async ({
  page,
  site,
}) => {
  for (const end of ["/topics/?from=poster", "/topics/#main", "/topics"]) {
    await open(page, site.url(end));
    await expect(page.locator("h1")).toHaveText("All topics");
  }
});
