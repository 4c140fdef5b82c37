// The builds under test, and one address of each kind of page.

import { fileURLToPath } from "node:url";

export const project = fileURLToPath(new URL("../../", import.meta.url));

// Set by `server.js` before the tests run.
const ports = (process.env.SITE_PORTS ?? "").split(",");

// Another build than the last one can be tested: these name its folders.
const {
  DIST = `${project}dist`,
  DIST_SUB = `${project}target/dist-sub`,
  DIST_SPECIMENS = `${project}target/dist-specimens`,
  DIST_IMPORTED = `${project}target/dist-imported`,
  DIST_LIBRARY = `${project}target/dist-library`,
} = process.env;

const site = (base, folder, port) => {
  const origin = `http://127.0.0.1:${port}`;
  return { base, folder, origin, url: (path) => `${origin}${base}${path}` };
};

export const sites = {
  root: site("", DIST, ports[0]),
  base: site("/sub/path", DIST_SUB, ports[1]),
  // Every block and component there is: the site of `tests/sites/valid`.
  specimens: site("", DIST_SPECIMENS, ports[2]),
  // WordPress's theme test data, where it is there. It stays the last: its port may be missing.
  imported: { ...site("", DIST_IMPORTED, ports[3]), optional: true },
};

// Five hundred made-up articles, for a host of a test's own.
export const library = site("", DIST_LIBRARY);

export const specimens = [
  { kind: "specimens: home", path: "/", from: "/topics/" },
  { kind: "specimens: topics", path: "/topics/", from: "/contact/" },
  { kind: "specimens: archive", path: "/category/black-tea/", from: "/topics/" },
  { kind: "specimens: many", path: "/category/oolong/page/2/", from: "/category/oolong/" },
  { kind: "specimens: every block", path: "/articles/how-to-brew/", from: "/category/green-tea/" },
  { kind: "specimens: overdue", path: "/articles/second-flush/", from: "/category/black-tea/" },
  { kind: "specimens: glossary", path: "/glossary/", from: "/topics/" },
  { kind: "specimens: plain page", path: "/about/", from: "/topics/" },
];

// `from`: a page with a link to it; `data`: the JSON that the app draws it from.
export const pages = [
  { kind: "home", path: "/", from: "/topics/", data: "home" },
  { kind: "topics", path: "/topics/", from: "/contact/", data: "topics" },
  {
    kind: "archive",
    path: "/category/ketamine/",
    from: "/topics/",
    data: "category/ketamine/1",
  },
  {
    kind: "article",
    path: "/articles/truth-about-ketamine-addiction/",
    from: "/category/ketamine/",
    data: "articles/truth-about-ketamine-addiction",
  },
  { kind: "contact", path: "/contact/", from: "/", data: "contact" },
  { kind: "glossary", path: "/glossary/", from: "/contact/", data: "glossary" },
  { kind: "plain page", path: "/privacy/", from: "/topics/", data: "pages/privacy" },
];

export const missing = { kind: "unknown address", path: "/no/such/page/" };

export const kinds = [...pages, missing];

export const article = pages.find((page) => page.kind === "article");
