// A plain static host, as strict as one may be: compressed, a real 404, types that must be right,
// and a Content-Security-Policy that allows nothing but the site's own files.

import { existsSync } from "node:fs";
import { join } from "node:path";

import compression from "compression";
import express from "express";

const { SITE_FOLDER: folder, SITE_BASE: base = "", PORT: port } = process.env;

if (!folder || !existsSync(join(folder, "index.html"))) {
  console.error(
    `${folder}/index.html is missing: build the site with \`cargo site test --only build\`.`,
  );
  process.exit(1);
}

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// Trunk and the site's own tool put a hash of the content into a file's name.
const hashed = /-[0-9a-f]{12,}(_bg)?\.(css|js|svg|wasm|woff2)$/;

const app = express();
app.disable("x-powered-by");
app.use(compression({ threshold: 0 }));
app.use((_, response, next) => {
  response.set({ "content-security-policy": policy, "x-content-type-options": "nosniff" });
  next();
});
app.use(
  base || "/",
  express.static(folder, {
    setHeaders: (response, file) => {
      const kept = hashed.test(file) ? "public, max-age=31536000, immutable" : "no-cache";
      response.set("cache-control", kept);
    },
  }),
);
app.use((_, response) => {
  response.status(404).set("cache-control", "no-cache").sendFile("404.html", { root: folder });
});
app.listen(Number(port), "127.0.0.1");
