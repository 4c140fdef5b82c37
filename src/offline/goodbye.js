// In the place of the worker of a build with offline reading: removes it and what it kept.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(goodbye()));

async function goodbye() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`offline:${SITE.base}:`)) await caches.delete(name);
  }
  await registration.unregister();
}
