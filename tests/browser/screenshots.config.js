import { defineConfig } from "@playwright/test";

import config from "./playwright.config.js";

export default defineConfig({
  ...config,
  testDir: "./screenshots",
  testIgnore: [],
  projects: [{ name: "screenshots" }],
  snapshotPathTemplate: process.env.SCREENSHOTS ? `${process.env.SCREENSHOTS}/{arg}{ext}` : undefined,
  expect: {
    ...config.expect,
    // Letters and curves may differ at their edges, and nothing else: a hundredth of the pixels, and
    // those by little.
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, threshold: 0.2, animations: "disabled" },
  },
});
