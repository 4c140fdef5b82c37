import { defineConfig } from "@playwright/test";

import { findChromium } from "./chromium.js";

// What is sent, whatever the screen: servers, links, heads.
const wire = /(hosts|crawl|head)\.spec\.js$/;

export default defineConfig({
  testDir: ".",
  testIgnore: "screenshots/**",
  globalSetup: "./server.js",
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
    // What is kept for reading offline would answer for the faults that tests make:
    // `offline.spec.js` alone allows it.
    serviceWorkers: "block",
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
  // Two widths and two builds in two projects, not four: a fault that only one width under only one
  // path shows is not worth minutes of everyone's time.
  projects: [
    {
      name: "phone",
      testIgnore: ["screenshots/**", wire],
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, build: "root" },
    },
    {
      name: "desktop",
      use: { viewport: { width: 1280, height: 900 }, build: "base" },
      // What these look at depends on neither.
      testIgnore: ["screenshots/**", wire, /(failure|faults|narrow)\.spec\.js$/],
    },
    { name: "wire", testMatch: wire, use: { build: "root" } },
  ],
});
