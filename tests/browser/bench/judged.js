// How often a right page comes first, and among the first three: in this search, as it is told, and in
// Pagefind's index of the same pages. `cargo site bench search` calls this.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { chromium } from "@playwright/test";

const folder = process.argv[2];
const judged = JSON.parse(readFileSync(join(folder, "judged.json")));

const types = { html: "text/html", js: "text/javascript", json: "application/json", wasm: "application/wasm" };
const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url.split("?")[0]);
  if (path === "/") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><html lang='en-GB'>");
  try {
    const body = readFileSync(join(folder, path));
    response.writeHead(200, { "content-type": types[path.split(".").pop()] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const inPagefind = (queries) =>
  page.evaluate(async (queries) => {
    const pagefind = await import("/pagefind/pagefind.js");
    const found = [];
    for (const query of queries) {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, 3).map((result) => result.data()));
      found.push(shown.map(({ url }) => new URL(url, location.href).pathname));
    }
    return found;
  }, queries);

const score = (judgements, found) => {
  let [first, three] = [0, 0];
  judgements.forEach(({ right }, place) => {
    const pages = found[place];
    const nothing = right.length === 0 && pages.length === 0;
    first += nothing || right.includes(pages[0]);
    three += nothing || pages.slice(0, 3).some((path) => right.includes(path));
  });
  const percent = (count) => `${((100 * count) / judgements.length).toFixed(1)} %`;
  return `${percent(first)} first, ${percent(three)} among three`;
};

for (const [name, judgements] of Object.entries(judged)) {
  const ours = judgements.map(({ found }) => found);
  const theirs = await inPagefind(judgements.map(({ query }) => query));
  console.log(`  ${name} (${judgements.length}): ours ${score(judgements, ours)}; Pagefind ${score(judgements, theirs)}`);
}
await browser.close();
server.close();
