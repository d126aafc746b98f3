import { exportSPKI, generateKeyPair, SignJWT } from "jose"

/** What signs and what verifies the identity tokens of members. */
export interface Keys {
  /** PEM (SPKI), as `GET /1/resource/jwt-public-keys` publishes them. */
  readonly publicKeys: readonly string[]
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>
}

/** RS256, 2048 bits, new at every start. The header carries `alg` and `typ` and no key id. */
export async function buildKeys(): Promise<Keys> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true })
  const publicKeys = [await exportSPKI(publicKey)]
  return {
    publicKeys,
    sign: (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", typ: "JWT" }).sign(privateKey),
  }
}
