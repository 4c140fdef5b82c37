// What a visit costs, and what it must not show.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { expect, failedRequest, linkTo, open, settled, test } from "./fixtures.js";
import { article, kinds } from "./sites.js";

// Also read by `cargo site build`, which prints them beside what it made.
//
// `first_view`: a server's first flight is ten packets, some 14.6 kB, of which TLS and HTTP take 2.7 kB
// or so: HTML and CSS beyond this cost the visitor a further round trip before the first paint. The last
// 120 bytes say where the search's Wasm and the script for reading offline are, 60 are the place of a
// photograph in the stylesheet, and 120 are for chance: the size swings with the hashes that a page names.
// `stylesheet`: what all pages together need is loaded with the first.
// `offline`: the worker that keeps pages for reading offline (a third of it), with the script that starts
// it, saves the library and says what happens; neither is asked for before all else is there.
// `search`: what a first search loads, script, Wasm and index; `search.spec.js` holds it.
// `app`: what the app may cost a visitor, once, after the page is there: less than the smallest other
// Rust app of this kind that was measured (Yew's, 128.1 kB, which has no prerendered pages, time-outs,
// retries or search).
const budgets = JSON.parse(readFileSync(new URL("budgets.json", import.meta.url)));

const compressed = (bytes) => brotliCompressSync(bytes).length;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

const words = (html) => {
  const [, text] = html.match(/<div class="prose">(.*?)<h2 id="sources">/s);
  return text.replace(/<[^>]+>/g, " ").split(/\s+/).length;
};

test("an article's first view fits into the first flight", async ({ page, site }) => {
  await page.goto(site.url(article.path));
  const styles = await page
    .locator("link[rel=stylesheet]")
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  expect(styles.length).toBeGreaterThan(0);
  const files = styles.map((path) => join(site.folder, path.slice(site.base.length)));
  const style = sum(files.map((name) => compressed(readFileSync(name))));
  expect(style, "all that styles the site").toBeLessThanOrEqual(budgets.stylesheet);

  const folder = join(site.folder, "articles");
  for (const slug of readdirSync(folder)) {
    const html = readFileSync(join(folder, slug, "index.html"), "utf8");
    const count = words(html);
    // The limit is for a thousand words; a longer article may take as much more as it has words.
    const more = Math.max(0, count - budgets.first_view_words) * budgets.first_view_more_per_word;
    const limit = budgets.first_view + more;
    const size = compressed(html) + style;
    expect.soft(size, `${slug}: ${count} words`).toBeLessThanOrEqual(limit);
  }
});

test("the app fits its budget", async ({ page, site }) => {
  const code = [];
  page.on("response", (response) => {
    if (/\.(js|wasm)$/.test(response.url())) code.push(response);
  });
  await open(page, site.url(article.path));
  const bodies = await Promise.all(code.map((response) => response.body()));
  expect(code.filter((response) => response.url().endsWith(".wasm"))).toHaveLength(1);
  const sizes = bodies.map(compressed);
  const words = code.map((response, index) => `${response.url()}: ${sizes[index]}`).join("\n");
  expect(sum(sizes), words).toBeLessThanOrEqual(budgets.app);
});

test("what keeps pages for reading offline fits its budget, and waits", ({ site }) => {
  const names = readdirSync(site.folder).filter((name) =>
    /^(offline-[0-9a-f]{16}|service-worker)\.js$/.test(name),
  );
  expect(names).toHaveLength(2);
  const size = sum(names.map((name) => compressed(readFileSync(join(site.folder, name)))));
  expect(size).toBeLessThanOrEqual(budgets.offline);
  // What a page loads with its first view names neither.
  const html = readFileSync(join(site.folder, "index.html"), "utf8");
  expect(html).not.toMatch(/<(script|link)[^>]*(offline-|service-worker)/);
});

// How far what stands on the page has moved since it began to load.
const layoutShifts = (page) =>
  page.evaluate(async () => {
    const found = [];
    const take = (entries) => found.push(...entries.map(({ value }) => value));
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // What happened before is handed over with the next frame.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    take(observer.takeRecords());
    return found;
  });

test("nothing moves while a page loads", async ({ page, site, guard }) => {
  guard.mayPrint(failedRequest);
  for (const { kind, path } of kinds) {
    await open(page, site.url(path));
    await settled(page);
    expect.soft(await layoutShifts(page), kind).toEqual([]);
  }
});

test("the home page names no prescription-only medicine", async ({ page, site, request }) => {
  const names = /ketamine|spravato|\bKAP\b/i;
  for (const file of ["/", "/data/home.json", "/data/site.json"]) {
    const response = await request.get(site.url(file));
    expect(response.status()).toBe(200);
    expect(await response.text(), file).not.toMatch(names);
  }
  // By a click it is the same page.
  await open(page, site.url(article.path));
  await linkTo(page, site, "/").click();
  await expect(page).toHaveURL(site.url("/"));
  await expect(page.locator("body")).not.toContainText(names);
});
