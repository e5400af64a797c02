// The published vectors against the bundle, in node and in Chromium alike: `check` is also given to the page as text.
export async function check(hpke, vectors) {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
  const hex = (raw) => Array.from(new Uint8Array(raw), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const found = [];
  const same = (what, got, wanted) => found.push([what, got === wanted]);
  const able = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]).then(() => true, () => false);
  const kems = { "plain x25519": new hpke.PlainX25519(), ...(able ? { "browser's x25519": new hpke.BrowserX25519() } : {}) };
  const rfc = vectors.x25519;
  for (const [name, kem] of Object.entries(kems)) {
    const suite = new hpke.CipherSuite({ kem, kdf: new hpke.HkdfSha256(), aead: new hpke.Aes256Gcm() });
    const privateKey = await kem.deserializePrivateKey(bytes(rfc.skRm).buffer);
    const publicKey = await kem.deserializePublicKey(bytes(rfc.pkRm).buffer);
    const info = bytes(rfc.info).buffer;
    const ekm = {
      privateKey: await kem.deserializePrivateKey(bytes(rfc.skEm).buffer),
      publicKey: await kem.deserializePublicKey(bytes(rfc.pkEm).buffer),
    };
    const sender = await suite.createSenderContext({ recipientPublicKey: publicKey, info, ekm });
    same(`${name}: enc`, hex(sender.enc), rfc.enc);
    const recipient = await suite.createRecipientContext({ recipientKey: { privateKey, publicKey }, enc: bytes(rfc.enc).buffer, info });
    for (const one of rfc.encryptions) {
      same(`${name}: seal`, hex(await sender.seal(bytes(one.pt).buffer, bytes(one.aad).buffer)), one.ct);
      same(`${name}: open`, hex(await recipient.open(bytes(one.ct).buffer, bytes(one.aad).buffer)), one.pt);
    }
  }
  const kem = new hpke.XWing();
  new hpke.CipherSuite({ kem, kdf: new hpke.HkdfSha256(), aead: new hpke.Aes256Gcm() });
  const pq = vectors.mlkem768x25519;
  const recipientKey = await kem.deserializePrivateKey(bytes(pq.skRm).buffer);
  same("ml-kem-768-x25519: shared secret", hex(await kem.decap({ recipientKey, enc: bytes(pq.enc).buffer })), pq.shared_secret);
  return found;
}

if (typeof process !== "undefined") {
  const { readFileSync } = await import("node:fs");
  const hpke = await import(process.argv[2]);
  const found = await check(hpke, JSON.parse(readFileSync(process.argv[3])));
  console.log(JSON.stringify(found));
}
