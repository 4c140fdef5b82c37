// A crawler, on the servers that clinics run: what the pages, feeds and sitemap lead to is there.

import { readdirSync } from "node:fs";

import { expect, failedRequest, test } from "./fixtures.js";
import { addresses } from "./addresses.js";
import { sites } from "./sites.js";
import { get, names, serve } from "./web-servers.js";

// The address that the builds are made for.
const published = "https://clinic.example";

// What a page holds that leads on, parsed by a browser, and the ids to which links can lead.
const parse = (page, html) =>
  page.evaluate((html) => {
    const document = new DOMParser().parseFromString(html, "text/html");
    const all = (selector, name) =>
      [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));
    return {
      // A form without anything in it is a link too.
      links: [...all("a[href]", "href"), ...all("form[action]", "action")],
      files: [
        ...all("[src]", "src"),
        ...all("link[href]", "href"),
        ...all("meta[property='og:image']", "content"),
        ...all("meta[name=app]", "content"),
        ...all("meta[name=app]", "data-script"),
      ],
      sources: all("[srcset]", "srcset").flatMap((set) =>
        set.split(",").map((source) => source.trim().split(/\s/)[0]),
      ),
      ids: all("[id]", "id"),
    };
  }, html);

const texts = (page, xml, name) =>
  page.evaluate(
    ([xml, name]) => {
      const document = new DOMParser().parseFromString(xml, "text/xml");
      if (document.querySelector("parsererror")) throw new Error(document.documentElement.textContent);
      return [...document.getElementsByTagName(name)].map((element) => element.textContent);
    },
    [xml, name],
  );

const outside = (url) => !url.startsWith("http://127.0.0.1");

for (const [name, build] of names.flatMap((name) => ["root", "base"].map((build) => [name, build]))) {
  test.describe(`${name}, ${build}`, () => {
    let host;
    test.beforeAll(async () => (host = await serve(name, sites[build])));
    test.afterAll(() => host?.stop());

    // An address as it is published, on the server under test.
    const here = (url, from) =>
      new URL(url.startsWith(published) ? url.slice(published.length) : url, from).href;

    test("everything that pages lead to is there, and every page is reached from home", async ({
      page,
    }) => {
      test.slow();
      const home = host.site.url("/");
      const visited = new Map();
      const anchors = [];
      const files = new Set();
      const waiting = [home];
      while (waiting.length > 0) {
        const url = waiting.pop();
        if (visited.has(url)) continue;
        const answer = await get(url);
        expect.soft(answer.status, url).toBe(200);
        const { links, files: loaded, sources, ids } = await parse(page, answer.body.toString());
        visited.set(url, new Set(ids));
        for (const file of [...loaded, ...sources]) files.add(here(file, url));
        for (const link of links) {
          // Throws where it is malformed.
          const target = new URL(here(link, url));
          if (!/^https?:$/.test(target.protocol)) {
            expect.soft(link, url).toMatch(/^(tel:\+?\d+|sms:\d+(\?body=.+)?|mailto:[^@\s]+@[^@\s]+)$/);
          } else if (outside(target.href)) {
            expect.soft(target.hostname, `${url}: ${link}`).toMatch(/^([a-z0-9-]+\.)+[a-z]{2,}$/);
          } else {
            const { hash } = target;
            target.hash = "";
            if (hash) anchors.push([url, target.href, decodeURIComponent(hash.slice(1))]);
            if (target.pathname.endsWith("/")) waiting.push(target.href);
            else files.add(target.href);
          }
        }
      }
      for (const [from, url, id] of anchors) {
        expect.soft(visited.get(url)?.has(id), `${from} leads to ${url}#${id}`).toBe(true);
      }
      for (const url of files) expect.soft((await get(url)).status, url).toBe(200);

      const pages = addresses(host.site).sort();
      expect([...visited.keys()].sort()).toEqual(pages);
      const sitemap = (await get(host.site.url("/sitemap.xml"))).body.toString();
      const listed = (await texts(page, sitemap, "loc")).map((url) => here(url, home));
      expect(listed.sort()).toEqual(pages);
    });

    test("feeds lead to what is there", async ({ page }) => {
      const all = readdirSync(host.site.folder, { recursive: true });
      const feeds = all.filter((file) => /(^|\/)feed\.xml$/.test(file));
      expect(feeds.length).toBeGreaterThan(3);
      const home = host.site.url("/");
      for (const file of feeds) {
        const atom = (await get(host.site.url(`/${file}`))).body.toString();
        const ids = await texts(page, atom, "id");
        expect(ids.length, file).toBeGreaterThan(1);
        const text = (await get(host.site.url(`/${file.replace(/xml$/, "json")}`))).body.toString();
        const json = JSON.parse(text);
        expect(json.items.map(({ id }) => id), file).toEqual(ids.slice(1));
        const found = new Set([...ids, json.feed_url, json.icon, json.home_page_url]);
        for (const { content_html: html } of json.items) {
          const { links, files } = await parse(page, html);
          // A reader knows no page to which an address could be relative.
          for (const url of [...links, ...files]) expect.soft(url, file).toMatch(/^[a-z]+:/);
          for (const url of [...links, ...files]) if (url.startsWith(published)) found.add(url);
        }
        for (const url of found) {
          const { status } = await get(here(url.split("#")[0], home));
          expect.soft(status, `${file}: ${url}`).toBe(200);
        }
      }
    });
  });
}

test("a browser shows a feed as text to read, with links", async ({ page, site, guard }) => {
  // XML names no icon, so the browser asks for the one at the root.
  guard.mayPrint(failedRequest);
  await page.goto(site.url("/feed.xml"));
  const title = page.locator("entry > title").first();
  await expect(title).toBeVisible();
  const size = (locator) => locator.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(await size(title)).toBeGreaterThan(await size(page.locator("content p").first()));
  await expect(page.locator("entry > id").first()).toBeHidden();
  await expect(page.locator("content a[href^='https://clinic.example/']").first()).toBeVisible();
});
