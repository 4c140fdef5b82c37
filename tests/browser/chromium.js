// Chromium as the system has it: `CHROME` names it, else the first one on PATH.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function findChromium() {
  if (process.env.CHROME) return process.env.CHROME;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
  if (!found) {
    throw new Error(
      `No Chromium: install it (apt-get install chromium), or set CHROME to its path. Looked on PATH for ${names.join(", ")}.`,
    );
  }
  return found;
}
