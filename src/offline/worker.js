// The worker's side: answers for the network where it cannot. `docs/decisions/0009` has the reasons.

// How long a page that is kept waits for a newer one.
const PATIENCE = 4_000;

// Where tabs were shown a copy, with its date.
const shownCopy = new Map();

addEventListener("install", (event) => event.waitUntil(install()));

// All or nothing: a worker that lacks a file of its build never comes into use.
async function install() {
  const load = async (address) => {
    if (await inBuild(SITE.build, address)) return;
    const isHashed = HASHED.test(address);
    // Has not changed since a build before, as its name says.
    const known = isHashed && (await find(address));
    const response = known || (await fetch(address, isHashed ? {} : { cache: "no-cache" }));
    if ((await keep(address, response, SITE.build)) !== SITE.build) {
      throw new Error(`${address} is not of the build ${SITE.build}`);
    }
  };
  await Promise.all(SITE.needed.map(load));
  // Without these pages are whole, and where the app is blocked they never come.
  await Promise.allSettled(SITE.wanted.map(load));
  // Safe at any moment: a tab of another build finds its files where they were, and holds every page
  // that it is given against its own build.
  await skipWaiting();
}

addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  // The first request does not wait until the worker has started.
  await registration.navigationPreload?.enable();
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  const isOurs = origin === location.origin && pathname.startsWith(SITE.base);
  // `no-store`: whoever saves pages wants to know what the network says.
  if (!isOurs || request.method !== "GET" || request.cache === "no-store") return;
  if (HASHED.test(pathname)) event.respondWith(unchanging(event, pathname, search));
  else event.respondWith(newest(event, pathname));
});

// A file with its hash in its name: the same for good. With a query it is asked for a second time,
// as what came first was of no use.
async function unchanging(event, path, search) {
  const kept = await find(path);
  if (kept && !search) return kept;
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(path, response.clone(), SITE.build).catch(() => {}));
    return response;
  } catch {
    return kept ?? (await otherSize(path)) ?? Response.error();
  }
}

// Of a photograph one size is kept, and shown in the place of each: `photographs/name-width-hash.format`.
async function otherSize(path) {
  const [, name, hash] = path.match(/^(.*\/photographs\/.*-)\d+(-[^-]+\.)\w+$/) ?? [];
  if (!name) return undefined;
  for (const build of await builds()) {
    const cache = await caches.open(build);
    for (const { url } of await cache.keys()) {
      const kept = place(url);
      if (kept.startsWith(name) && kept.includes(hash)) return cache.match(url);
    }
  }
  return undefined;
}

// A page or its data: what the network says, and else what is kept.
async function newest(event, path) {
  const isPage = event.request.mode === "navigate";
  const shown = `${event.resultingClientId || event.clientId} ${path}`;
  const asked = ask(event, path, isPage);
  event.waitUntil(asked.catch(() => {}));
  const kept = await find(path, SITE.build);
  const answers = [asked.catch((fault) => (kept ? undefined : fault))];
  if (kept) answers.push(new Promise((resolve) => setTimeout(resolve, PATIENCE)));
  const answer = await Promise.race(answers);
  if (answer instanceof Response) {
    shownCopy.delete(shown);
    return answer;
  }
  if (!kept && !isPage) return Response.error();
  shownCopy.set(shown, kept?.headers.get("date") ?? "");
  return kept ?? (await find(SITE.offline, SITE.build)) ?? Response.error();
}

// What is kept is better than an answer that says: not now, or not to you.
const isRefusal = (status) => status >= 500 || [403, 408, 429].includes(status);

async function ask(event, path, isPage) {
  const response = (isPage && (await event.preloadResponse)) || (await fetch(event.request));
  if (isRefusal(response.status)) throw response;
  // What was withdrawn is not read any more.
  if ([404, 410].includes(response.status)) event.waitUntil(forget(path));
  else if (isPage) event.waitUntil(keep(path, response.clone()).catch(() => {}));
  return response;
}

addEventListener("message", (event) => {
  const { data, source, ports } = event;
  // A page asks of its own address, and of its data's.
  const found = data.copy?.map((path) => shownCopy.get(`${source.id} ${path}`));
  if (found) ports[0].postMessage(found.find((date) => date !== undefined) ?? null);
  if (data === "remove") event.waitUntil(remove().then((left) => ports[0].postMessage(left)));
});

// Removes all but what this worker cannot be without.
async function remove() {
  const own = PREFIX + SITE.build;
  for (const name of await builds()) if (name !== own) await caches.delete(name);
  const cache = await caches.open(own);
  const stays = new Set([...SITE.needed, ...SITE.wanted].map(place));
  for (const { url } of await cache.keys()) if (!stays.has(place(url))) await cache.delete(url);
  return stays.size;
}
