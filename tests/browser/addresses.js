// The pages of a build, as they stand in its folder.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

// Old addresses lead on, where a host has no redirects of its own.
export const hasMoved = (file) => readFileSync(file, "utf8").includes('http-equiv="refresh"');

// What the worker shows in the place of pages that cannot be had.
const inPlaceOfPages = "offline/index.html";

export function addresses(site) {
  return readdirSync(site.folder, { recursive: true })
    .filter((file) => /(^|\/)index\.html$/.test(file))
    .filter((file) => !hasMoved(join(site.folder, file)))
    .filter((file) => file !== inPlaceOfPages)
    .map((file) => dirname(file))
    .map((folder) => site.url(folder === "." ? "/" : `/${folder}/`));
}
