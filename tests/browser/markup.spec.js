// Every page of the site, and of the specimens, is HTML without a mistake.

import { readdirSync } from "node:fs";
import { join } from "node:path";

import { FileSystemConfigLoader, formatterFactory, HtmlValidate } from "html-validate";

import { expect, test } from "./fixtures.js";
import { sites } from "./sites.js";

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ["html-validate:recommended", "html-validate:a11y"],
    rules: {
      // `<!doctype html>` and `<br/>` are as good as `<!DOCTYPE html>` and `<br>`; both are written
      // by programs.
      "doctype-style": "off",
      "void-style": "off",
      // A title is as long as it has to be; a content rule watches over those of articles.
      "long-title": "off",
      // Phone numbers are styled not to break.
      "tel-non-breaking": "off",
      // Said so on purpose where an element's styling would take its meaning away (VoiceOver).
      "no-redundant-role": "off",
      // One build writes on one line what another writes on many.
      "no-trailing-whitespace": "off",
    },
  }),
);

const pagesOf = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(folder, name));

test("every page is HTML without a mistake", async ({ site, build }) => {
  test.skip(build !== "root", "the other build differs in its addresses only");
  test.slow();
  const files = [...pagesOf(site.folder), ...pagesOf(sites.specimens.folder)];
  expect(files.length).toBeGreaterThan(30);
  const report = await validator.validateMultipleFiles(files);
  expect(formatterFactory("text")(report.results)).toBe("");
});
