// nginx and Caddy as a clinic would run them: a server block of one's own that includes what the build
// made. They end with the test run.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

// `cargo site test` names them.
const {
  NGINX = "nginx",
  NGINX_BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",
  CADDY = "caddy",
} = process.env;

// Asked for by programs, not through a browser: what stands on the wire is what is tested.
export function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const { statusCode: status, headers } = response;
        resolve({ status, headers, body: Buffer.concat(parts) });
      });
    });
    request.on("error", reject);
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const configurations = {
  nginx: ({ folder, root, port, include }) => {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    return `
      load_module ${NGINX_BROTLI};
      daemon off;
      master_process off;
      pid ${folder}/nginx.pid;
      error_log stderr warn;
      events {}
      http {
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        access_log off;
        ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n")}
        server {
          listen 127.0.0.1:${port};
          root ${root};
          include ${include}/nginx.conf;
        }
      }`;
  },
  // A host with pages of its own serves them by itself.
  caddy: ({ root, port, include }) => `
{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	root * ${root}
	import ${include}/Caddyfile
	file_server
}
`,
};

const commands = {
  nginx: (file, folder) => [NGINX, ["-p", folder, "-c", file, "-e", "stderr"]],
  caddy: (file) => [CADDY, ["run", "--config", file, "--adapter", "caddyfile"]],
};

export const names = Object.keys(configurations);

// A page that is none of the site's.
export const neighbour = "<!doctype html><title>Next door</title><script>document.title += '!'</script>\n";

// Serves a build, below the path that it was made for.
export async function serve(name, site) {
  const folder = mkdtempSync(join(tmpdir(), `site-${name}-`));
  const place = join(folder, "www", site.base);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(site.folder, place.replace(/\/$/, ""));
  const port = await freePort();
  const file = join(folder, "configuration");
  const root = join(folder, "www");
  // What the host has beside the site, where the site is in a folder of it.
  if (site.base) writeFileSync(join(root, "index.html"), neighbour);
  const parts = { folder, root, port, include: `${site.folder}-server` };
  writeFileSync(file, configurations[name](parts));
  const [command, args] = commands[name](file, folder);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const said = [];
  const server = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (part) => said.push(part));
  const ended = new Promise((resolve) => server.once("close", resolve));
  const failed = new Promise((resolve) => server.once("error", resolve));
  const origin = `http://127.0.0.1:${port}`;
  await Promise.race([
    answers(origin, server),
    ended.then(() => Promise.reject(new Error(`${name} ended:\n${Buffer.concat(said)}`))),
    failed.then((error) => Promise.reject(error)),
  ]);
  return {
    name,
    site: { ...site, origin, url: (path) => `${origin}${site.base}${path}` },
    stop: async () => {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

// Tries until the server listens. One that has ended never does, which `serve` tells.
async function answers(origin, server) {
  while (server.exitCode === null) {
    try {
      return await get(origin);
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return new Promise(() => {});
}
