// What is behind the links in view is fetched while nobody waits for it.

import { addresses } from "./addresses.js";
import { expect, hydrated, linkTo, open, settled, test } from "./fixtures.js";
import { article } from "./sites.js";

const most = 10;

// Says to the page that its visitor asked for less data, until `lessData.saveData` is set to false.
const saveData = () => {
  window.lessData = { saveData: true };
  Object.defineProperty(navigator, "connection", { get: () => window.lessData });
};

// The links of the page that its visitor can see now, other than to the page itself.
const linksInView = () => {
  const isInView = (link) => {
    const { top, bottom, width } = link.getBoundingClientRect();
    return width > 0 && top < innerHeight && bottom > 0;
  };
  const links = [...document.querySelectorAll("header a[href^='/'], main a[href^='/']")];
  const paths = links.filter(isInView).map((link) => link.pathname);
  return [...new Set(paths)].filter((path) => path !== location.pathname);
};

// Where the data of a page stands.
const dataOf = (site, path) => {
  const [first, second] = path.slice(site.base.length).split("/").filter(Boolean);
  const name = {
    [undefined]: "home",
    topics: "topics",
    contact: "contact",
    articles: `articles/${second}`,
    category: `category/${second}/1`,
  }[first];
  return site.url(`/data/${name ?? `pages/${first}`}.json`);
};

for (const path of ["/", "/category/ketamine/"]) {
  test(`${path}: the data of the links in view, and no other, is fetched once`, async ({
    page,
    site,
    requests,
  }) => {
    await open(page, site.url(path));
    const inView = await page.evaluate(linksInView);
    const wanted = inView.map((link) => dataOf(site, link)).sort();
    expect(wanted.length).toBeGreaterThan(1);
    expect(wanted.length).toBeLessThanOrEqual(most);
    await expect.poll(() => requests.data().sort()).toEqual(wanted);
    await settled(page);
    expect(requests.data().sort()).toEqual(wanted);
  });
}

test("links that come into view are fetched then", async ({ page, site, requests }) => {
  await page.setViewportSize({ width: 390, height: 600 });
  await open(page, site.url("/topics/"));
  await expect.poll(() => requests.data()).toContain(site.url("/data/contact.json"));
  await settled(page);
  const link = page.locator("main li a").nth(4);
  const data = dataOf(site, await link.getAttribute("href"));
  expect(requests.data()).not.toContain(data);
  await link.scrollIntoViewIfNeeded();
  await expect.poll(() => requests.data()).toContain(data);
});

test("a page that is full of links has no more than ten fetched", async ({
  page,
  site,
  requests,
}) => {
  // Links to every page, in the text of an article, which the app takes over as it stands.
  const all = addresses(site).map((url) => new URL(url).pathname);
  expect(all.length).toBeGreaterThan(most + 2);
  await page.addInitScript((paths) => {
    addEventListener("DOMContentLoaded", () => {
      const links = paths.map((path) =>
        Object.assign(document.createElement("a"), { href: path, textContent: `${path} ` }),
      );
      document.querySelector("main .prose").prepend(...links);
    });
  }, all);
  await page.setViewportSize({ width: 1280, height: 4000 });
  await open(page, site.url(article.path));
  await expect.poll(() => requests.data().length).toBe(most);
  await settled(page);
  expect(new Set(requests.data()).size).toBe(most);
  expect(requests.data().length).toBe(most);
});

test("a tap on a link in view needs no request at all", async ({ page, site, requests }) => {
  const answered = page.waitForResponse(site.url("/data/topics.json"));
  await open(page, site.url("/contact/"));
  await (await answered).finished();
  await settled(page);
  requests.forget();
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("All topics");
  // What stands behind the links of the new page may be on its way by now.
  const pictures = requests.all().filter((url) => url.endsWith(".svg"));
  const expected = [...requests.data(), ...pictures];
  expect(requests.all().filter((url) => !expected.includes(url))).toEqual([]);
  expect(requests.data()).not.toContain(site.url("/data/topics.json"));
});

test("who asked for less data gets the app at the first touch, and no data ahead", async ({
  page,
  site,
  requests,
}) => {
  await page.addInitScript(saveData);
  await page.goto(site.url("/topics/"));
  await settled(page);
  expect(requests.all().filter((url) => url.endsWith(".wasm"))).toEqual([]);
  await page.locator("h1").click();
  await hydrated(page);
  await settled(page);
  expect(requests.data()).toEqual([]);

  await linkTo(page, site, "/contact/").click();
  await expect(page.locator("h1")).toHaveText("Contact us");
  await settled(page);
  expect(requests.data()).toEqual([site.url("/data/contact.json")]);

  // The same wait does show what is fetched ahead where it may be.
  await page.evaluate(() => (window.lessData.saveData = false));
  await linkTo(page, site, "/topics/").click();
  await expect(page.locator("h1")).toHaveText("All topics");
  await settled(page);
  expect(requests.data().length).toBeGreaterThan(1);
});
