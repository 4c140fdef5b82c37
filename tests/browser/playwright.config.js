import { defineConfig } from "@playwright/test";

import { findChromium } from "./chromium.js";
import { sites } from "./sites.js";

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  // Another reporter is the caller's to choose: `--reporter=json`, its file in
  // PLAYWRIGHT_JSON_OUTPUT_FILE.
  reporter: "line",
  fullyParallel: true,
  workers: 2,
  // A test that passes only at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  use: {
    browserName: "chromium",
    locale: "en-GB",
    // Animations would have tests wait for them.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Nothing outside this machine has an address, so nothing outside can make a test pass.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
    },
  },
  projects: [
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    { name: "desktop", use: { viewport: { width: 1280, height: 900 } } },
  ],
  webServer: sites.map((site) => ({
    command: "node server.js",
    env: { SITE_FOLDER: site.folder, SITE_BASE: site.base, PORT: String(site.port) },
    url: site.url("/"),
    reuseExistingServer: false,
    timeout: 15_000,
  })),
});
