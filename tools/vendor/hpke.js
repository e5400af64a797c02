// What the readers' pages need of other people's cryptography, and nothing more. `make vendor` bundles it.
export { Aes256Gcm, CipherSuite, HkdfSha256, DhkemX25519HkdfSha256 as BrowserX25519 } from "@hpke/core";
export { DhkemX25519HkdfSha256 as PlainX25519 } from "@hpke/dhkem-x25519"; // where the browser's own has no X25519
export { XWing } from "@hpke/hybridkem-x-wing";
export { ed25519 } from "@noble/curves/ed25519.js"; // where the browser's own has no Ed25519
export { scryptAsync } from "@noble/hashes/scrypt.js";
