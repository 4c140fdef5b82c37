// A host of a test's own: it can go away, come back, have another build, and fail as it is told.

import { once } from "node:events";
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { host } from "./server.js";

export async function serve(site) {
  let answer = host(site);
  let fault = () => false;
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (!fault(request, response)) answer(request, response);
  });
  const listen = async (port) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address();
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...site,
    origin,
    url: (path) => `${origin}${site.base}${path}`,
    // What has been asked for, since the last `splice(0)`.
    asked,
    // From now on nobody answers.
    async stop() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
    start: () => listen(port),
    // Another build stands there.
    deploy: (folder) => (answer = host({ ...site, folder })),
    // `fault` answers where it returns true.
    failWith: (other) => (fault = other),
  };
}

export const buildOf = (folder) =>
  readFileSync(join(folder, "index.html"), "utf8").match(/data-build="(\w+)"/)[1];

// A copy of a build that is another: its name, the names of the app's files, and whatever `change`
// does to the text of each file.
export function anotherBuild(folder, to, change = (text) => text) {
  cpSync(folder, to, { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
  const build = buildOf(folder);
  const reversed = (text) => [...text].reverse().join("");
  const found = readdirSync(folder).map((file) => file.match(/^app-([0-9a-f]{16})(_bg\.wasm|\.js)$/));
  const hashes = [build, ...found.filter(Boolean).map(([, hash]) => hash)];
  const renamed = (text) => hashes.reduce((text, hash) => text.replaceAll(hash, reversed(hash)), text);
  for (const file of readdirSync(to, { recursive: true })) {
    if (/\.(html|json|js)$/.test(file)) {
      const path = join(to, file);
      writeFileSync(path, change(renamed(readFileSync(path, "utf8")), file));
    }
    if (renamed(file) !== file) renameSync(join(to, file), join(to, renamed(file)));
  }
  return to;
}
