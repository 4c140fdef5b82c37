// The worker's side: loads what the engine asks for, and passes its answers on. The build puts the
// bindings of the Wasm before this, and its name and digest into `WASM` and `INTEGRITY`.
// Its files, with `*` for the name of each; and how often what came of them was of no use: they are then
// asked for by another address, which the browser's cache does not know, and for which a service worker
// asks the host before it looks at what it has kept.
const [index, stops] = self.name.split(" ");
const again = stops === "0" ? "" : `?${stops}`;
const files = new Map();

// Not after the Wasm: beside it.
function load(name) {
  if (!files.has(name)) {
    const file = fetch(index.replace("*", name) + again).then((response) => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.arrayBuffer();
    });
    files.set(name, file);
    // Whoever asks for it next asks the host.
    file.catch(() => files.delete(name));
  }
  return files.get(name);
}

load("core").catch(() => {});
const wasm = fetch(WASM + again, { integrity: INTEGRITY });
const engine = wasm_bindgen({ module_or_path: wasm }).then(() => new wasm_bindgen.Search());
// Whoever asks hears of it.
engine.catch(() => {});

// A question makes the one of its kind before it pointless.
const newest = {};
// Those of which it has been said that somebody may be in danger.
let warned;

async function answer({ id, kind, text, category, page, base }) {
  const search = await engine;
  while (newest[kind] === id) {
    const json =
      kind === "results"
        ? search.results(text, category, page, base)
        : search.suggestions(text, base);
    const { needs, ...answer } = JSON.parse(json);
    if (!needs) return answer;
    // Who helps now is shown before the files are here that say what else there is.
    if (answer.crisis && warned !== id) {
      warned = id;
      self.postMessage({ id, early: true, ...answer });
    }
    await Promise.all(
      needs.map(async (name) => {
        const file = await load(name);
        // Two questions may wait for one file.
        if (files.get(name) === true) return;
        if (!search.supply(name, new Uint8Array(file))) {
          files.delete(name);
          throw new Error(`${name}: damaged`);
        }
        files.set(name, true);
      }),
    );
  }
}

self.onmessage = async ({ data }) => {
  newest[data.kind] = data.id;
  try {
    const found = await answer(data);
    if (found && !found.view) throw new Error("damaged");
    if (found) self.postMessage({ id: data.id, ...found });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error) });
  }
};
