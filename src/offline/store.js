// What is kept for reading offline, and where. The build puts this before the worker's side and
// before the page's, behind `SITE`, what either has to know of the site.
//
// Each build has a cache of its own, named after it, and a page or its data goes into that of the
// build that it says it is of: so what is read together was built together.
const PREFIX = `offline:${SITE.base}:`;
const HASHED = new RegExp(SITE.hashed);
// Marks that somebody asked for everything.
const EVERYTHING = `${SITE.base}data/everything`;

// Never the query, in which the words of a search may stand.
const place = (address) => new URL(address, location).pathname;

// The caches there are, the newest first.
async function builds() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX)).reverse();
}

// Makes no cache where there is none: a tab of an older build asks too.
const inBuild = (build, address) =>
  caches.match(place(address), { cacheName: PREFIX + build, ignoreVary: true });

// What is kept of an address, of `build` if there is such a thing.
async function find(address, build) {
  const first = build && (await inBuild(build, address));
  if (first) return first;
  for (const name of await builds()) {
    const found = await inBuild(name.slice(PREFIX.length), address);
    if (found) return found;
  }
}

// A page with its data: either says that both are gone.
async function forget(address) {
  const gone = place(address);
  for (const name of await builds()) {
    const cache = await caches.open(name);
    const list = await (await cache.match(SITE.list))?.json();
    const page = list?.pages.find(({ path, data }) => [path, data].includes(gone));
    for (const path of [gone, page?.path, page?.data]) if (path) await cache.delete(path);
  }
}

// Keeps an answer, and says of which build it is; nothing of what is not the site's own, such as the
// sign-in page of a public network. `build` is for files that do not say it.
async function keep(address, response, build) {
  if (!response.ok || response.redirected) return undefined;
  const path = place(address);
  const headers = new Headers(response.headers);
  // The body is not encoded any more.
  headers.delete("content-encoding");
  const isPage = /html/.test(headers.get("content-type"));
  const says = isPage || (!HASHED.test(path) && /json/.test(headers.get("content-type")));
  let body;
  if (says) {
    body = await response.text();
    const shape = isPage ? /<div id="app"[^>]* data-build="(\w+)"/ : /^\{"build":"(\w+)"/;
    build = body.match(shape)?.[1];
    const title = isPage && body.match(/<title>([^<]*)/)?.[1];
    if (title) headers.set("x-title", encodeURIComponent(title));
  } else {
    body = await response.blob();
  }
  // A page under the name of another file is none of ours.
  if (!build || (isPage && HASHED.test(path))) return undefined;
  const cache = await caches.open(PREFIX + build);
  await cache.put(path, new Response(body, { headers }));
  return build;
}
