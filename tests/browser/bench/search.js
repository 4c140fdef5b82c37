// Searches in two indexes of the same articles, as a phone on slow 4G would, and prints what that
// took. `cargo site bench search` makes both and calls this.

import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { chromium } from "@playwright/test";

const folder = process.argv[2];
const LATENCY = 562;
const BYTES_PER_MS = 200;

const types = { html: "text/html", js: "text/javascript", json: "application/json", wasm: "application/wasm", css: "text/css" };
const type = (path) => types[path.split(".").pop()] ?? "application/octet-stream";

const wasm = readdirSync(join(folder, "ours")).find((name) => name.endsWith(".wasm"));
const ours = `<!doctype html><html lang="en"><title>Ours</title>
<meta name="search" content="/ours/search.js" data-wasm="/ours/${wasm}" data-index="/ours/index/*.txt">
<div id="app" data-base="" data-name="Bench"><form class="search" action="/search/"><input id="q"></form>
<main id="main"><h1 id="search-title">Search</h1><div id="search-failed" hidden></div>
<div id="search-results"></div><div id="search-rest"></div></main></div><div id="announcer"></div>`;

// A host that is as slow as its network, and counts what it sends.
const network = { slow: true, sent: [], busy: 0 };
const smaller = (bytes) => {
  const compressed = brotliCompressSync(bytes);
  return compressed.length < bytes.length ? [compressed, "br"] : [bytes, undefined];
};
// A host compresses a file once, not while somebody waits for it.
const prepared = new Map();
const server = createServer(async (request, response) => {
  const path = decodeURIComponent(request.url.split("?")[0]);
  let body;
  if (path === "/search/") body = Buffer.from(ours);
  else if (path === "/pagefind/") body = Buffer.from("<!doctype html><html lang='en'><title>Pagefind</title>");
  else {
    try {
      body = readFileSync(join(folder, path));
    } catch {
      return response.writeHead(404).end();
    }
  }
  if (!prepared.has(path)) prepared.set(path, smaller(body));
  const [bytes, encoding] = prepared.get(path);
  const isPage = path.endsWith("/");
  if (!isPage) network.sent.push({ path, size: bytes.length });
  if (network.slow && !isPage) {
    // What comes at the same time shares the line.
    const now = Date.now();
    network.busy = Math.max(network.busy, now + LATENCY) + bytes.length / BYTES_PER_MS;
    await new Promise((resolve) => setTimeout(resolve, network.busy - now));
  }
  const headers = { "content-type": isPage ? "text/html" : type(path), "cache-control": "max-age=31536000, immutable" };
  if (encoding) headers["content-encoding"] = encoding;
  response.writeHead(200, headers).end(bytes);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function fresh(path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(origin + path);
  network.sent = [];
  network.slow = true;
  return page;
}

const results = { ours: (page) => page.evaluate(async () => {
  const start = performance.now();
  const script = document.createElement("script");
  const { content, dataset } = document.querySelector("meta[name=search]");
  script.src = content;
  document.head.append(script);
  // As `actions.js` does.
  for (const file of [dataset.wasm, dataset.index.replace("*", "core")]) fetch(file).then((response) => response.arrayBuffer());
  const found = document.getElementById("search-results");
  while (!found.querySelector("li.card") && performance.now() - start < 20_000) await new Promise((resolve) => setTimeout(resolve, 5));
  return { ms: performance.now() - start, results: found.querySelectorAll("li.card").length };
}), pagefind: (page, word) => page.evaluate(async (word) => {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind/pagefind.js");
  const search = await pagefind.search(word);
  // As many as its own interface shows at first.
  const shown = search.results.slice(0, 5).map((result) => result.data());
  await Promise.race(shown);
  const ms = performance.now() - start;
  await Promise.all(shown);
  return { ms, results: shown.length };
}, word) };

// The first visit has the host prepare its files; of three more the one in the middle counts.
async function first(word) {
  const row = {};
  for (const kind of ["ours", "pagefind"]) {
    const visits = [];
    for (const slow of [false, true, true, true]) {
      const page = await fresh(kind === "ours" ? `/search/?q=${word}` : "/pagefind/");
      network.slow = slow;
      const { ms, results: shown } = await results[kind](page, word);
      await page.waitForLoadState("networkidle");
      const bytes = network.sent.reduce((sum, { size }) => sum + size, 0);
      if (slow) visits.push({ ms, bytes, requests: network.sent.length, shown });
      await page.context().close();
    }
    row[kind] = visits.sort((a, b) => a.ms - b.ms)[1];
  }
  return row;
}

// The times from key strokes to their suggestions, five times over, once the files are there, the shortest
// first. What is slowed down by the browser is the page alone: the worker's part counts four times.
async function keystrokes(word) {
  const page = await fresh("/search/?q=");
  network.slow = false;
  const type = () => page.evaluate(async (word) => {
    if (!document.querySelector("script")) {
      const script = document.createElement("script");
      script.src = document.querySelector("meta[name=search]").content;
      document.head.append(script);
      await new Promise((resolve) => (script.onload = resolve));
    }
    const field = document.getElementById("q");
    field.focus();
    const times = [];
    for (let length = 1; length <= word.length; length++) {
      field.value = word.slice(0, length);
      const list = document.getElementById("suggestions");
      const start = performance.now();
      const drawn = new Promise((resolve) => {
        const seen = new MutationObserver(() => resolve(seen.disconnect()));
        seen.observe(list, { childList: true });
      });
      field.dispatchEvent(new Event("input", { bubbles: true }));
      await drawn;
      times.push(performance.now() - start);
    }
    return times;
  }, word);
  await type();
  const [worker] = page.workers();
  await worker.evaluate(() => {
    const { onmessage } = self;
    self.spent = [];
    self.onmessage = async (event) => {
      const start = performance.now();
      await onmessage(event);
      self.spent.push(performance.now() - start);
    };
  });
  const times = [];
  for (let round = 0; round < 5; round++) times.push(...(await type()));
  const spent = await worker.evaluate(() => self.spent);
  await page.context().close();
  // One answer to each letter, in their order.
  return times.map((time, place) => time + 3 * spent[place]).sort((a, b) => a - b);
}

// The longest task of the page for each text, in milliseconds, slowed down four times: the median of five
// visits. Only tasks of 50 ms and more are counted, others are 0.
async function longestTasks(texts) {
  const visits = [];
  for (let visit = 0; visit < 5; visit++) {
    const page = await fresh("/search/?q=");
    network.slow = false;
    const longest = await page.evaluate(async (texts) => {
      let tasks = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
      const script = document.createElement("script");
      script.src = document.querySelector("meta[name=search]").content;
      document.head.append(script);
      await new Promise((resolve) => (script.onload = resolve));
      const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
      const longest = [];
      // The first one pays for what is new in the page.
      for (const text of [texts[0], ...texts]) {
        tasks = [0];
        const field = document.getElementById("q");
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        history.replaceState(null, "", `/search/?q=${encodeURIComponent(text)}`);
        dispatchEvent(new PopStateEvent("popstate"));
        const shown = document.getElementById("search-results");
        await pause();
        while (shown.textContent === "Searching…") await pause();
        await pause();
        longest.push(Math.max(...tasks));
      }
      return longest.slice(1);
    }, texts);
    await page.context().close();
    visits.push(longest);
  }
  return texts.map((_, place) => visits.map((longest) => longest[place]).sort((a, b) => a - b)[2]);
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const word of ["depression", "treatment"]) {
  const { ours, pagefind } = await first(word);
  const line = ({ ms, bytes, requests, shown }) => `${kB(bytes)} in ${requests} requests, ${Math.round(ms)} ms, ${shown} results`;
  console.log(`  “${word}”: ours ${line(ours)}; Pagefind ${line(pagefind)}; ratio ${(ours.bytes / pagefind.bytes).toFixed(2)} of the bytes, ${(ours.ms / pagefind.ms).toFixed(2)} of the time`);
}
const letters = await keystrokes("depression");
const median = letters[Math.floor(letters.length / 2)];
console.log(`  a letter: ${median.toFixed(1)} ms (${letters.at(-1).toFixed(1)})`);
const hostile = ["a".repeat(10_000), "ab ".repeat(3_000), "🦄".repeat(2_000), "(a+)+$".repeat(500), "\u0000<b>".repeat(1_000), '"'.repeat(5_000)];
const [plain, ...longest] = (await longestTasks(["treatment", ...hostile])).map(Math.round);
console.log(`  the longest task of the page: ${plain} ms for a word, ${longest.join(", ")} ms for hostile texts (0: under 50)`);
await browser.close();
server.close();
