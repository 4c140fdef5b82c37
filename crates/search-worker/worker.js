// The worker's side: loads what the engine asks for, and passes its answers on. The build puts the
// bindings of the Wasm before this, and its name and digest into `WASM` and `INTEGRITY`.
// Its files, with `*` for the name of each; and whether what came of them before was of no use, so that
// no cache is asked again.
const [index, again] = self.name.split(" ");
const options = again ? { cache: "no-store" } : {};
const files = new Map();

// Not after the Wasm: beside it.
function load(name) {
  if (!files.has(name)) {
    const file = fetch(index.replace("*", name), options).then((response) => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.arrayBuffer();
    });
    files.set(name, file);
  }
  return files.get(name);
}

load("core").catch(() => {});
const wasm = fetch(WASM, { integrity: INTEGRITY, ...options });
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
      self.postMessage({ id, crisis: true, early: true });
    }
    await Promise.all(
      needs.map(async (name) => {
        const file = await load(name);
        // Two questions may wait for one file.
        if (files.get(name) === true) return;
        files.set(name, true);
        if (!search.supply(name, new Uint8Array(file))) throw new Error(`${name}: damaged`);
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
