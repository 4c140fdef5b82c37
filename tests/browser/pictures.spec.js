// Photographs: the size that a screen needs, in the newest format, in a place that does not move.

import { statSync } from "node:fs";
import { join } from "node:path";

import { expect, holdBack, open, test } from "./fixtures.js";
import { sites } from "./sites.js";

const place = sites.specimens;
const garden = /\/pictures\/photographs\/garden-[^/]+$/;
// Upright, though the file lies on its side.
const [width, height] = [600, 900];

const shown = (page) => page.getByRole("img", { name: "A garden without a caption" });

test("a photograph comes in the size and the format that suit the screen", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => garden.test(request.url()) && asked.push(new URL(request.url()).pathname));
  await open(page, place.url("/articles/how-to-brew/"));
  const picture = shown(page);
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth)).toBeTruthy();
  expect(asked).toHaveLength(1);
  const [, pixels, ending] = asked[0].match(/-(\d+)-[0-9a-f]+\.(\w+)$/);
  expect(ending).toBe("avif");
  const { needed, ratio } = await picture.evaluate((image) => {
    const { width, height } = image.getBoundingClientRect();
    return { needed: width * devicePixelRatio, ratio: width / height };
  });
  expect(Number(pixels)).toBeGreaterThanOrEqual(Math.min(needed, width));
  expect(ratio).toBeCloseTo(width / height, 1);
  expect(statSync(join(place.folder, asked[0])).size).toBeLessThanOrEqual(40_000);
});

test("until a photograph is there, its place has its size and its colour", async ({ page }) => {
  const { release } = await holdBack(page, garden);
  await page.goto(place.url("/articles/how-to-brew/"));
  const picture = shown(page);
  await picture.scrollIntoViewIfNeeded();
  const before = await picture.boundingBox();
  expect(before.width / before.height).toBeCloseTo(width / height, 1);
  const [wanted, colour] = await picture.evaluate(({ parentElement }) => [
    parentElement.dataset.colour,
    getComputedStyle(parentElement).backgroundColor,
  ]);
  const parts = wanted.match(/[0-9a-f]{2}/g).map((part) => Number.parseInt(part, 16));
  expect(colour).toBe(`rgb(${parts.join(", ")})`);
  release();
  await expect.poll(() => picture.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  expect(await picture.boundingBox()).toEqual(before);
});

test("a reader without scripts sees the same file", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const file = page.waitForResponse(garden);
  await page.goto(place.url("/articles/how-to-brew/"));
  await shown(page).scrollIntoViewIfNeeded();
  expect((await file).headers()["content-type"]).toBe("image/avif");
  await context.close();
});
