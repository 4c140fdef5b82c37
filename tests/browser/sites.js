// The two builds under test, and one address of each kind of page.

import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../../", import.meta.url));

export const sites = [
  { name: "at the root", base: "", port: 4801, folder: `${project}dist` },
  { name: "under a base path", base: "/sub/path", port: 4802, folder: `${project}target/dist-sub` },
].map((site) => {
  const origin = `http://127.0.0.1:${site.port}`;
  return { ...site, origin, url: (path) => `${origin}${site.base}${path}` };
});

export const [root] = sites;

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
  { kind: "plain page", path: "/privacy/", from: "/topics/", data: "pages/privacy" },
];

export const missing = { kind: "unknown address", path: "/no/such/page/" };

export const kinds = [...pages, missing];

export const article = pages.find((page) => page.kind === "article");
