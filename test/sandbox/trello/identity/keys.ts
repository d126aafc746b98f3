import { exportSPKI, generateKeyPair, SignJWT } from "jose"

/** What signs and what verifies the identity tokens of members. */
export interface Keys {
  /** PEM (SPKI), as `GET /1/resource/jwt-public-keys` publishes them. */
  publicKeys(): Promise<readonly string[]>
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>
}

/**
 * RS256, 2048 bits, new at every start. The header carries `alg` and `typ` and no key id.
 * Made when first asked for: that costs more than the rest of a start.
 */
export function buildKeys(): Keys {
  let made: ReturnType<typeof generateKeyPair> | null = null
  const pair = () => (made ??= generateKeyPair("RS256", { extractable: true }))
  return {
    publicKeys: async () => [await exportSPKI((await pair()).publicKey)],
    sign: async (claims) => {
      const { privateKey } = await pair()
      const token = new SignJWT({ ...claims })
      return await token.setProtectedHeader({ alg: "RS256", typ: "JWT" }).sign(privateKey)
    },
  }
}
