// @ts-check
// A passkey as a key's lock: its PRF extension (WebAuthn Level 3, 10.1.4) gives 32 bytes that only that passkey can
// give again. The server never asks for it: this passkey signs nobody in.

import { bytesOf, fromBase64, random, toBase64 } from "./bytes.js";

export const able = () => Boolean(globalThis.PublicKeyCredential && navigator.credentials);

/** Make one. Returns its name and salt, or null where it has no PRF. @param {string} label */
export async function make(label) {
  const salt = random(32);
  const made = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { name: label },
        user: { id: random(16), name: label, displayName: label },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
        authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
        extensions: /** @type {any} */ ({ prf: {} }),
      },
    })
  );
  const results = /** @type {any} */ (made?.getClientExtensionResults());
  return made && results.prf?.enabled ? { credential: toBase64(new Uint8Array(made.rawId)), salt: toBase64(salt) } : null;
}

/** The 32 bytes of a passkey. Raises where the person turns it down. @param {{ credential: string, salt: string }} passkey */
export async function ask({ credential, salt }) {
  const got = /** @type {PublicKeyCredential | null} */ (
    await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: "public-key", id: fromBase64(credential) }],
        userVerification: "required",
        extensions: /** @type {any} */ ({ prf: { eval: { first: fromBase64(salt) } } }),
      },
    })
  );
  const first = /** @type {any} */ (got?.getClientExtensionResults()).prf?.results?.first;
  if (!first) throw new Error("no prf");
  return new Uint8Array(first instanceof ArrayBuffer ? first : bytesOf(""));
}
