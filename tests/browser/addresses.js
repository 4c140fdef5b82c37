// The pages of a build, as they stand in its folder.

import { readdirSync } from "node:fs";
import { dirname } from "node:path";

export function addresses(site) {
  return readdirSync(site.folder, { recursive: true })
    .filter((file) => /(^|\/)index\.html$/.test(file))
    .map((file) => dirname(file))
    .map((folder) => site.url(folder === "." ? "/" : `/${folder}/`));
}
