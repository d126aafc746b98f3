import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { buildCustody, connect } from "./memory.fixture.ts"
import { refreshGrant } from "./refresh.ts"
import { checkSequences } from "./sequences.fixture.ts"

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

it("needs a person only after a real refusal of the stored token, in 250 sequences of everything that fails", async () => {
  const { lost } = await checkSequences(250, 20_261_122)
  expect(lost, "the sequences reach the verdict too").toBeGreaterThan(12)
  expect(lost, "and most of them do not").toBeLessThan(175)
})

it("does not bring back a grant that somebody disconnects while its tokens are opened", async () => {
  const silent = { fetch: () => Promise.reject(new Error("cut")), timeoutMs: 10 }
  const custody = buildCustody({ provider: "miro", io: silent })
  await connect(custody, { access: "access", refresh: "refresh" })
  const record = custody.store.readGrant()
  if (record === null) throw new Error("No grant")
  custody.store.writeGrant({ ...record, sealed: "v1.unknown.AAAA.AAAA" })
  const refreshed = refreshGrant(custody)
  const status = { state: "revoked", since: 0, reason: "disconnected_by_member" } as const
  custody.store.writeGrant({ ...record, generation: record.generation + 1, sealed: null, status })
  expect(await refreshed).toMatchObject({ failure: { code: "reauth_required" } })
  expect(custody.store.readGrant()).toMatchObject({ sealed: null, status: { state: "revoked" } })
})
