import * as oauth from "oauth4webapi"
import type { Secret } from "../secret.ts"
import { open, parseKeyRing, seal, type SealedFor } from "./sealing.ts"

/** A PKCE verifier of 43 characters (RFC 7636 §4.1), one per step of an attempt. */
export function buildVerifier(): string {
  return oauth.generateRandomCodeVerifier()
}

/** Seals a verifier until its consent comes back. `keys` is the `SEALING_KEYS` secret. */
export async function sealVerifier(
  keys: Secret,
  attempt: string,
  verifier: string,
): Promise<string> {
  return seal(await parseKeyRing(keys), sealedFor(attempt), verifier)
}

/** Opens a sealed verifier; null when there is none, or when it cannot be read any more. */
export async function openVerifier(
  keys: Secret,
  attempt: string,
  sealed: string | null,
): Promise<string | null> {
  return sealed === null ? null : open(await parseKeyRing(keys), sealedFor(attempt), sealed)
}

function sealedFor(attempt: string): SealedFor {
  return { purpose: "attempt", record: attempt }
}
