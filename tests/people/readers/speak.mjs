// The page's modules for the tests in Python: one line of JSON in, one out, for each thing asked.
const [folder, old] = process.argv.slice(2);
const { toBase64, fromBase64 } = await import(`${folder}/bytes.js`);
const envelope = await import(`${folder}/envelope.js`);
const suites = await import(`${folder}/suites.js`);
const words = await import(`${folder}/words.js`);
const wrapping = await import(`${folder}/wrapping.js`);
const { WORDS } = await import(`${folder}/wordlist.js`);

if (old) suites.withoutBrowser();
const key = (said) => ({ id: said.id, suite: said.suite, public: fromBase64(said.public), signing: fromBase64(said.signing) });
const unlocked = async (said) => ({ key: key(said), ...(await suites.takeIn(key(said), fromBase64(said.bundle))) });

const ACTS = {
  make: async ({ suite }) => {
    const made = await suites.make(suite);
    return { ...made, public: toBase64(made.public), signing: toBase64(made.signing), bundle: toBase64(made.bundle) };
  },
  seal: async ({ readers, bytes, info, by }) =>
    envelope.seal(readers.map(key), fromBase64(bytes), info, { by: by && (await unlocked(by)) }),
  open: async ({ text, own, info, by }) => toBase64(await envelope.open(text, [await unlocked(own)], info, by && key(by))),
  byPassphrase: ({ id, bundle, passphrase }) => wrapping.byPassphrase(id, fromBase64(bundle), passphrase),
  bySheets: ({ id, bundle, sheets }) =>
    wrapping.bySheets(id, fromBase64(bundle), sheets.map((one) => ({ id: one.id, secret: fromBase64(one.secret) }))),
  proof: async ({ id, secret }) => toBase64(await wrapping.proof({ id, secret: fromBase64(secret) })),
  byKey: async ({ id, bundle, next }) => wrapping.byKey(id, fromBase64(bundle), key(next)),
  sheetWords: ({ secret }) => words.sheetWords(fromBase64(secret)),
  keyWords: ({ id }) => words.keyWords(id),
  wordlist: () => WORDS,
};

let asked = "";
for await (const part of process.stdin) asked += part;
for (const line of asked.trim().split("\n")) {
  const { act, ...said } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ said: await ACTS[act](said) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.message ?? error) }));
  }
}
