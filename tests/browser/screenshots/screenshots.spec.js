// How each kind of page looks, for people to look at, and compared with what they have approved.
//
// Not among the tests: letters are drawn by the system, so that only the machine on which a picture
// was approved can draw the same one again.

import { expect, test } from "@playwright/test";

import { hydrated } from "../fixtures.js";
import { pages, sites, specimens } from "../sites.js";

const widths = { phone: 375, tablet: 768, desktop: 1440 };

const shown = [
  ...pages.map((page) => ({ ...page, site: sites.root })),
  ...specimens.map((page) => ({ ...page, site: sites.specimens })),
];

for (const { kind, path, site } of shown) {
  for (const [device, width] of Object.entries(widths)) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${kind}, ${device}, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(site.url(path));
        await hydrated(page);
        // What comes when it is about to be seen is to be seen.
        await page.evaluate(async () => {
          for (const image of document.images) {
            image.loading = "eager";
            await image.decode();
          }
        });
        const name = `${kind}-${device}-${colorScheme}`.replaceAll(/[^a-z]+/g, "-");
        await expect(page).toHaveScreenshot(`${name}.png`, { fullPage: true });
      });
    }
  }
}
