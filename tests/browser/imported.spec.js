// WordPress's theme test data, imported and built with its drafts: every page of it can be used and is
// taken over without a word. `cargo site test --only build` makes it where the data is there.

import { existsSync } from "node:fs";

import { AxeBuilder } from "@axe-core/playwright";

import { addresses } from "./addresses.js";
import { expect, open, test } from "./fixtures.js";
import { sites } from "./sites.js";

const { imported } = sites;
const missing = !existsSync(`${imported.folder}/index.html`);
const all = missing ? [] : addresses(imported);

// What the import decides is the structure; colours are the site's own, and tested with it.
const axe = (page) =>
  new AxeBuilder({ page })
    .setLegacyMode()
    .disableRules(["color-contrast", "color-contrast-enhanced"]);

test.skip(missing, "NOT TESTED: the theme test data of WordPress is not beside the project.");
test.skip(({ build }) => build !== "root", "Structure depends on neither width nor path.");

// Some pages a test, so that both workers have something to do.
const parts = 8;
for (let part = 0; part < parts; part += 1) {
  test(`imported pages are sound and taken over, part ${part + 1} of ${parts}`, async ({ page }) => {
    test.setTimeout(300_000);
    const own = all.filter((_, index) => index % parts === part);
    expect(own.length).toBeGreaterThan(10);
    for (const address of own) {
      await test.step(address, async () => {
        await open(page, address);
        const { violations } = await axe(page).analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect.soft(found, address).toEqual([]);
      });
    }
  });
}
