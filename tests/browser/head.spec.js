// What search engines and previews of links read, and what browsers do with a page's head.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import { expect, linkTo, open, test } from "./fixtures.js";
import { addresses } from "./addresses.js";
import { article, missing, pages, sites } from "./sites.js";

const published = "https://clinic.example";

const read = (page) =>
  page.evaluate(() => {
    const content = (name) =>
      document.querySelector(`meta[name="${name}"], meta[property="${name}"]`)?.content;
    return {
      title: document.title,
      description: content("description"),
      canonical: document.querySelector("link[rel=canonical]")?.href,
      url: content("og:url"),
      card: content("twitter:card"),
      ogTitle: content("og:title"),
      image: content("og:image"),
      alt: content("og:image:alt"),
      robots: content("robots"),
      feeds: [...document.querySelectorAll("link[rel=alternate]")].map(({ type, title, href }) => ({ type, title, href })),
      data: document.querySelector("script[type='application/ld+json']")?.textContent,
    };
  });

// The mistakes that the compiler finds in values of the types of schema.org's vocabulary: unknown
// kinds, unknown properties, values of the wrong kind.
function mistakes(graphs) {
  const folder = new URL(".", import.meta.url).pathname;
  const file = join(folder, "structured-data.ts");
  // What an action asks for (`query-input`) is a type of its own, which a graph does not hold.
  const values = graphs.map(([url, graph], index) => {
    const bare = JSON.parse(graph, (key, value) => (key.endsWith("-input") ? undefined : value));
    return `// ${url}\nexport const page${index}: Graph = ${JSON.stringify(bare)};\n`;
  });
  graphs.forEach(([, graph]) => {
    for (const { potentialAction: action } of JSON.parse(graph)["@graph"]) {
      const kind = "WithActionConstraints<Exclude<SearchAction, string>>";
      if (action) values.push(`export const action${values.length}: ${kind} = ${JSON.stringify(action)};\n`);
    }
  });
  const names = "Graph, SearchAction, WithActionConstraints";
  const source = `import type { ${names} } from "schema-dts";\n${values.join("")}`;
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, version) =>
    name === file
      ? ts.createSourceFile(name, source, version)
      : getSourceFile.call(host, name, version);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("the check knows schema.org's vocabulary", () => {
  test.slow();
  const graph = (thing) => [
    ["", JSON.stringify({ "@context": "https://schema.org", "@graph": [thing] })],
  ];
  expect(mistakes(graph({ "@type": "MedicalWebPage", lastReviewed: "2026-01-01" }))).toEqual([]);
  // The form in which a site with a search says so.
  const target = { "@type": "EntryPoint", urlTemplate: "https://a.example/?q={search_term_string}" };
  const input = "required name=search_term_string";
  const search = { "@type": "SearchAction", target, "query-input": input };
  expect(mistakes(graph({ "@type": "WebSite", potentialAction: search }))).toEqual([]);
  expect(mistakes(graph({ "@type": "MedicalWebPage", lastRevised: "2026-01-01" }))).toHaveLength(1);
  expect(mistakes(graph({ "@type": "MedicalPage" }))).not.toEqual([]);
});

for (const build of ["root", "base", "specimens"]) {
  test(`${build}: every page says what it is, where it stands and how it looks when shared`, async ({
    page,
  }) => {
    test.slow();
    const site = sites[build];
    const graphs = [];
    const titles = new Map();
    for (const url of addresses(site)) {
      await page.goto(url, { waitUntil: "commit" });
      await page.waitForLoadState("domcontentloaded");
      const head = await read(page);
      const address = published + url.slice(site.origin.length);
      expect.soft(head.canonical, url).toBe(address);
      expect.soft(head.url, url).toBe(address);
      expect.soft(head.description, url).toBeTruthy();
      expect.soft(head.title.startsWith(head.ogTitle), url).toBe(true);
      expect.soft(titles.get(head.title), `${url} has another page's title`).toBeUndefined();
      titles.set(head.title, url);
      expect.soft(head.card, url).toBe("summary_large_image");
      expect.soft(head.alt, url).toBeTruthy();
      const picture = readFileSync(
        join(site.folder, head.image.slice((published + site.base).length)),
      );
      expect.soft(picture.length, head.image).toBeLessThan(60_000);
      // The size stands in the first chunk of a PNG.
      const size = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
      expect.soft(size, head.image).toEqual([1200, 630]);
      expect.soft(head.data, url).toBeTruthy();
      graphs.push([url, head.data]);
    }
    expect(graphs.length).toBeGreaterThan(5);
    expect(mistakes(graphs)).toEqual([]);
    const kinds = graphs.flatMap(([, data]) => JSON.parse(data)["@graph"].map((thing) => thing["@type"]));
    for (const kind of ["WebSite", "LocalBusiness", "MedicalWebPage", "CollectionPage", "BreadcrumbList"]) {
      expect.soft(kinds, kind).toContain(kind);
    }
  });
}

test("a reviewed article says by whom and when, and names its sources", async ({ page }) => {
  await page.goto(sites.specimens.url("/articles/how-to-brew/"));
  const [data] = JSON.parse((await read(page)).data)["@graph"];
  expect(data.lastReviewed).toBe("2026-01-09");
  expect(data.reviewedBy).toEqual({ "@type": "Person", name: "C. Strainer" });
  expect(data.citation).toContain("https://doi.org/10.1000/leaf(2020)3%3C4");
});

test("every page leads to a feed, an archive to its own", async ({ page, site }) => {
  for (const { path } of pages) {
    await page.goto(site.url(path));
    const { feeds } = await read(page);
    expect(feeds.map(({ type }) => type), path).toEqual(["application/atom+xml", "application/feed+json"]);
    const [, archive] = path.match(/^\/(category\/[^/]+\/)/) ?? [];
    for (const { href } of feeds) {
      expect(new URL(href).pathname, path).toMatch(new RegExp(`^/${archive ?? ""}feed\\.(xml|json)$`));
    }
  }
});

test("the page for addresses that lead nowhere is not to be found", async ({ page, site, guard }) => {
  guard.mayPrint(/Failed to load resource/);
  await page.goto(site.url(missing.path));
  const { robots, canonical, url } = await read(page);
  expect({ robots, canonical, url }).toEqual({ robots: "noindex", canonical: undefined, url: undefined });
});

// What the head says of the page, by what does not come from a file that only the build names.
const known = ({ title, description, canonical, url, ogTitle, robots, feeds }) => ({
  title,
  description,
  canonical,
  url,
  ogTitle,
  robots,
  feeds,
});

test("at a change of page the head says what the new one is, and nothing of the one before", async ({
  page,
  site,
}) => {
  await open(page, site.url(article.path));
  const before = await read(page);
  expect(before.data).toContain("MedicalWebPage");
  for (const path of ["/topics/", "/category/depression/", "/contact/"]) {
    await linkTo(page, site, path).click();
    await expect(page).toHaveURL(site.url(path));
    // As somebody sees who loads that page.
    const other = await page.context().newPage();
    await other.goto(site.url(path));
    await expect.poll(async () => known(await read(page))).toEqual(known(await read(other)));
    await other.close();
    const { data, image } = await read(page);
    expect({ data, image }).toEqual({ data: undefined, image: undefined });
  }
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(site.url(article.path));
  await expect.poll(() => read(page)).toEqual(before);
});

test("who goes on from an address that leads nowhere is on a page that may be found", async ({
  page,
  site,
  guard,
}) => {
  guard.mayPrint(/Failed to load resource/);
  await open(page, site.url(missing.path));
  await linkTo(page, site, "/topics/").click();
  await expect(page).toHaveTitle(/^All topics/);
  await expect.poll(async () => (await read(page)).robots).toBeUndefined();
});

test("what a host cannot say in headers stands in the pages", async ({ page, guard }) => {
  const site = sites.base;
  await page.goto(site.url("/"));
  const policy = page.locator("meta[http-equiv='Content-Security-Policy']");
  await expect(policy).toHaveAttribute("content", /^default-src 'none'; script-src 'self' /);
  // An old address leads on.
  await page.goto(site.url("/category/ketamine/page/2/"));
  await expect(page).toHaveURL(site.url("/category/ketamine/"));
  // And the policy holds: a script that is not the site's does not run.
  guard.mayPrint(/Content Security Policy|integrity/i);
  await page.evaluate(() => {
    const script = Object.assign(document.createElement("script"), { text: "window.ran = true" });
    document.head.append(script);
  });
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test("a script or Wasm that was changed on its way does not run", async ({ page, site, guard }) => {
  guard.mayPrint(/integrity|The app did not start/i);
  await page.route(/_bg\.wasm$/, async (route) => {
    const answer = await route.fetch();
    const body = Buffer.concat([await answer.body(), Buffer.from([0])]);
    await route.fulfill({ response: answer, body, headers: { "content-type": "application/wasm" } });
  });
  const said = page.waitForEvent("console", (message) => /did not start/.test(message.text()));
  await page.goto(site.url(article.path));
  await said;
  await expect(page.locator("#app")).not.toHaveAttribute("data-app", "running");
});
