// A plain static host, as strict as one may be: compressed, a real 404, types that must be right, the
// headers that the build made for hosts, and no address that ends in `.html`.
//
// It runs inside Playwright's own process, at ports that the system picks: it ends with the tests,
// however they end, and two runs on one machine do not meet.

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";

import compression from "compression";
import express from "express";

import { sites } from "./sites.js";

// The headers of every answer, as `_headers` has them for Netlify and Cloudflare Pages.
export function builtHeaders(folder) {
  const [, first] = readFileSync(`${folder}/_headers`, "utf8").split(/^\S.*\n/m);
  const lines = first.trim().split("\n").map((line) => line.trim().split(/: (.*)/s));
  return Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value]));
}

// The build puts a hash of the content into a file's name.
const hashed = /-[0-9a-f]{16}(_bg)?\.[a-z0-9]+$/;

// What only a server can do wrong. A test asks for it by the header `x-fault` of a request; what it
// asks for is in `fixtures.js`.
const faults = {
  // The beginning of an answer, and then no more.
  stall: (response, head, body) => {
    response.writeHead(200, head);
    response.write(body.subarray(0, body.length / 2));
  },
  // The same, and the connection ends.
  cut: (response, head, body) => {
    response.writeHead(200, head);
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
};

function fault(folder, base) {
  return (request, response, next) => {
    const wrong = faults[request.get("x-fault")];
    if (!wrong) return next();
    const body = readFileSync(`${folder}${request.path.slice(base.length)}`);
    response.type(extname(request.path));
    wrong(response, { "content-length": body.length }, body);
  };
}

export function host({ folder, base }) {
  const app = express();
  const headers = builtHeaders(folder);
  app.disable("x-powered-by");
  app.use((_, response, next) => {
    response.set(headers);
    next();
  });
  // As Cloudflare Pages and Azure Static Web Apps do.
  app.get(/\.html$/, (request, response) => response.redirect(308, request.path.slice(0, -5)));
  app.use(fault(folder, base));
  app.use(compression({ threshold: 0 }));
  app.use(
    base || "/",
    express.static(folder, {
      extensions: ["html"],
      setHeaders: (response, file) => {
        const kept = hashed.test(file) ? "public, max-age=31536000, immutable" : "no-cache";
        response.set("cache-control", kept);
      },
    }),
  );
  app.use((_, response) => {
    response.status(404).set("cache-control", "no-cache").sendFile("404.html", { root: folder });
  });
  return app;
}

// Starts a host for each build before the tests, and ends them after.
export default async function serve() {
  const servers = [];
  for (const site of Object.values(sites)) {
    if (!existsSync(`${site.folder}/index.html`)) {
      if (site.optional) continue;
      throw new Error(
        `${site.folder}/index.html is missing: build the site with \`cargo site test --only build\`.`,
      );
    }
    const server = host(site).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
  }
  process.env.SITE_PORTS = servers.map((server) => server.address().port).join();
  return () => servers.forEach((server) => server.close());
}
