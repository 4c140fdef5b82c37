// nginx and Caddy with the files that the build makes for them: every page, what is not there, old
// addresses, headers, compression, caching; and the app under the headers.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { hasMoved } from "./addresses.js";
import { expect, hydrated, linkTo, test } from "./fixtures.js";
import { builtHeaders } from "./server.js";
import { article, kinds, missing, sites } from "./sites.js";
import { get, names, neighbour, serve } from "./web-servers.js";

const files = (folder) =>
  readdirSync(folder, { recursive: true }).filter((file) => statSync(join(folder, file)).isFile());

// Where the redirects of a build lead, as `_redirects` has them.
const redirects = ({ folder }) =>
  readFileSync(join(folder, "_redirects"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map((parts) =>
      parts.length === 4 ? [`${parts[0]}?${parts[1]}`, parts[2]] : [parts[0], parts[1]],
    );

const hostFiles = ["_headers", "_redirects", "vercel.json", "staticwebapp.config.json"];

for (const name of names) {
  for (const build of ["root", "base", "specimens"]) {
    test.describe(`${name}, ${build}`, () => {
      let host;
      test.beforeAll(async () => (host = await serve(name, sites[build])));
      test.afterAll(() => host?.stop());

      test("every file is served as it stands, with the headers", async () => {
        const headers = builtHeaders(host.site.folder);
        expect(Object.keys(headers).length).toBeGreaterThan(5);
        // An expectation for each header of a thousand files would take as long as all the rest.
        const wrong = [];
        for (const file of files(host.site.folder)) {
          if (hostFiles.includes(file)) continue;
          // A page that leads on is for hosts without rules; the rule comes first.
          if (file.endsWith(".html") && hasMoved(join(host.site.folder, file))) continue;
          const path = `/${file}`.replace(/\/index\.html$/, "/");
          const answer = await get(host.site.url(path));
          const kept = /-[0-9a-f]{16}(_bg)?\.[a-z0-9]+$/.test(path);
          // Feed readers show pictures in pages of their own.
          const isPicture = /\.(avif|gif|jpe?g|png|svg|webp)$/.test(path);
          const wanted = {
            ...headers,
            ...(isPicture && { "cross-origin-resource-policy": "cross-origin" }),
            "cache-control": kept ? "public, max-age=31536000, immutable" : "no-cache",
          };
          const differ = (is, what) => is && wrong.push(`${path}: ${what}`);
          differ(answer.status !== 200, `status ${answer.status}`);
          differ(!answer.body.equals(readFileSync(join(host.site.folder, file))), "another body");
          for (const [header, value] of Object.entries(wanted)) {
            differ(answer.headers[header] !== value, `${header}: ${answer.headers[header]}`);
          }
          const { etag, "last-modified": modified } = answer.headers;
          differ(!kept && !(etag ?? modified), "nothing to ask again by");
        }
        expect(wrong).toEqual([]);
      });

      test("files have the types by which browsers take them", async () => {
        for (const [path, type] of [
          ["/", "text/html; charset=utf-8"],
          ["/data/home.json", /^application\/json/],
          ["/manifest.webmanifest", /^application\/manifest\+json/],
          ["/feed.xml", /^(text|application)\/xml/],
          ["/contact.vcf", /^text\/vcard/],
          [`/${readdirSync(host.site.folder).find((file) => file.endsWith(".wasm"))}`, "application/wasm"],
        ]) {
          const answer = await get(host.site.url(path));
          expect.soft(answer.headers["content-type"], path).toMatch(type);
        }
      });

      test("what is not there has the status 404 and the page that says so", async () => {
        const page = readFileSync(join(host.site.folder, "404.html"));
        const paths = [missing.path, "/app-0123456789abcdef.js", ...hostFiles.map((file) => `/${file}`)];
        for (const path of paths) {
          const answer = await get(host.site.url(path));
          expect.soft(answer.status, path).toBe(404);
          expect.soft(answer.body.equals(page), path).toBe(true);
          expect.soft(answer.headers["cache-control"], path).toBe("no-cache");
          expect.soft(answer.headers["content-security-policy"], path).toContain("default-src 'none'");
        }
      });

      test("what stands beside the site is left alone", async () => {
        test.skip(!host.site.base, "the host is the site's");
        const { status, headers, body } = await get(`${host.site.origin}/`);
        expect([status, body.toString()]).toEqual([200, neighbour]);
        for (const header of Object.keys(builtHeaders(host.site.folder))) {
          expect.soft(headers[header], header).toBeUndefined();
        }
        const missing = await get(`${host.site.origin}/no/such/page/`);
        expect(missing.status).toBe(404);
        expect(missing.body.equals(readFileSync(join(host.site.folder, "404.html")))).toBe(false);
        expect(missing.headers["content-security-policy"]).toBeUndefined();
      });

      test("old addresses lead on for good, at once to what is there", async () => {
        const all = redirects(host.site);
        expect(all.length).toBeGreaterThan(20);
        for (const [from, to] of all) {
          const answer = await get(host.site.origin + from);
          expect.soft(answer.status, from).toBe(301);
          const target = new URL(answer.headers.location, host.site.origin);
          expect.soft(target.pathname + target.search, from).toBe(to);
          expect.soft((await get(host.site.origin + to)).status, to).toBe(200);
        }
      });

      test("who takes Brotli gets it, who takes gzip gets that", async () => {
        for (const path of ["/", "/feed.xml", "/data/home.json"]) {
          const plain = (await get(host.site.url(path))).body;
          const packed = await get(host.site.url(path), { "accept-encoding": "br" });
          expect.soft(packed.headers["content-encoding"], path).toBe("br");
          expect.soft(brotliDecompressSync(packed.body).equals(plain), path).toBe(true);
          expect.soft(packed.headers.vary, path).toMatch(/accept-encoding/i);
          const zipped = await get(host.site.url(path), { "accept-encoding": "gzip" });
          expect.soft(zipped.headers["content-encoding"], path).toBe("gzip");
          expect.soft(gunzipSync(zipped.body).equals(plain), path).toBe(true);
        }
      });

      test("who asks again is told that nothing is new", async () => {
        const first = await get(host.site.url("/"));
        const { etag, "last-modified": modified } = first.headers;
        const again = await get(host.site.url("/"), {
          ...(etag && { "if-none-match": etag }),
          ...(modified && { "if-modified-since": modified }),
        });
        expect(again.status).toBe(304);
      });

      test("the app works under the policy, and nothing is reported", async ({ page, guard }) => {
        test.skip(build === "specimens", "the same app");
        guard.mayVisit(new RegExp(`^${host.site.origin}/`));
        guard.mayPrint(/Failed to load resource.*404/);
        await page.addInitScript(() => {
          window.violations = [];
          addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
            window.violations.push(`${effectiveDirective} ${blockedURI}`),
          );
        });
        for (const { path } of kinds) {
          await page.goto(host.site.url(path));
          await hydrated(page);
          expect.soft(await page.evaluate(() => window.violations), path).toEqual([]);
        }
        // The search brings a worker and Wasm of its own.
        await page.goto(host.site.url("/search/?q=bladder"));
        await expect(page.locator(".results > li").first()).toBeVisible();
        expect(await page.evaluate(() => window.violations)).toEqual([]);
        await page.goto(host.site.url(article.path));
        await hydrated(page);
        await linkTo(page, host.site, "/topics/").click();
        await expect(page.locator("h1")).toHaveText("All topics");
        expect(await page.evaluate(() => window.violations)).toEqual([]);
      });
    });
  }
}
