import { expect, it } from "vitest"
import { CONFIG } from "../config.fixture.ts"
import { Secret } from "../secret.ts"
import { toBase64Url } from "../encoding.ts"
import { openTokens } from "./custody.ts"
import { buildCustody, connect, type MemoryCustody } from "./memory.fixture.ts"
import { resealNow } from "./reseal.ts"
import { type KeyRing, keyIdOf, parseKeyRing } from "./sealing.ts"

const NEW_KEY = toBase64Url(new Uint8Array(32).fill(9))
const io = { fetch: () => Promise.reject(new Error("Nothing goes upstream")), timeoutMs: 100 }

async function buildSealed(index: number): Promise<MemoryCustody> {
  const custody = buildCustody({ provider: "miro", io, name: `miro:${index}:7` })
  await connect(custody, { access: `access-${index}`, refresh: `refresh-${index}` })
  return custody
}

async function readTokens(custody: MemoryCustody, ring: KeyRing): Promise<string> {
  const record = custody.store.readGrant()
  const tokens = await openTokens(ring, "grant", custody.identity.name, record?.sealed ?? null)
  return `${tokens?.accessToken.reveal()} ${tokens?.refreshToken?.reveal()}`
}

it("seals a thousand records under a new key while each is being read, and every read succeeds", async () => {
  const before = CONFIG.SEALING_KEYS.reveal()
  const rotated = await parseKeyRing(new Secret(`second:${NEW_KEY},${before}`))
  const grants = await Promise.all(Array.from({ length: 1_000 }, (_, at) => buildSealed(at)))
  await Promise.all(
    grants.map(async (custody, index) => {
      const expected = `access-${index} refresh-${index}`
      const [first, resealed, during] = await Promise.all([
        readTokens(custody, rotated),
        resealNow({ ...custody, ring: rotated }),
        readTokens(custody, rotated),
      ])
      expect([first, resealed, during]).toEqual([expected, true, expected])
    }),
  )
  const retired = await parseKeyRing(new Secret(`second:${NEW_KEY}`))
  for (const [index, custody] of grants.entries()) {
    const record = custody.store.readGrant()
    expect(keyIdOf(record?.sealed ?? "")).toBe("second")
    expect(record?.generation).toBe(1)
    expect(await readTokens(custody, retired)).toBe(`access-${index} refresh-${index}`)
    expect(await resealNow({ ...custody, ring: rotated }), "it is done once").toBe(false)
  }
})
