// Saves changes to an article that a browser shows under `cargo site serve`, and prints how long each
// takes to be seen. `cargo site bench preview` starts the server and calls this.

import { readFileSync, writeFileSync } from "node:fs";

import { chromium } from "@playwright/test";

const [origin, path, file, articles] = process.argv.slice(2);
const RUNS = 9;

const browser = await chromium.launch({
  executablePath: process.env.CHROME,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
const page = await browser.newPage();

// The first build takes minutes.
const end = Date.now() + 20 * 60_000;
for (;;) {
  try {
    await page.goto(origin + path);
    await page.locator("article h1").waitFor({ timeout: 10_000 });
    break;
  } catch (error) {
    if (Date.now() > end) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const original = readFileSync(file, "utf8");
const overlay = page.locator("site-preview").getByRole("alert");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (number) => (number / 1000).toFixed(2);

async function measure(save, shown) {
  const start = performance.now();
  save();
  await shown();
  return performance.now() - start;
}

const saved = [];
const told = [];
const mended = [];
try {
  // Where the page is while it is written; the last line of the text is below it.
  await page.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
  for (let run = 1; run <= RUNS; run += 1) {
    const words = `This is change number ${run}.`;
    saved.push(
      await measure(
        () => writeFileSync(file, `${original}\n\n${words}\n`),
        () => page.getByText(words).waitFor(),
      ),
    );
    await page.waitForFunction(() => Math.abs(scrollY - 1500) <= 1, null, { timeout: 5000 });
    told.push(
      await measure(
        () => writeFileSync(file, original.replace("title =", "titel =")),
        () => overlay.waitFor(),
      ),
    );
    mended.push(
      await measure(
        () => writeFileSync(file, `${original}\n\n${words}\n`),
        () => overlay.waitFor({ state: "hidden" }),
      ),
    );
  }
} finally {
  writeFileSync(file, original);
  await browser.close();
}
const column = (times) => `${seconds(median(times))} (${seconds(Math.max(...times))})`.padStart(16);
console.log(`${articles.padStart(8)}${column(saved)}${column(told)}${column(mended)}`);
