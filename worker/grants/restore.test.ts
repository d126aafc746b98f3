import { expect, it, vi } from "vitest"
import { buildCustody, connect } from "./memory.fixture.ts"
import { restoreGrant } from "./restore.ts"

it("leaves alone what somebody consents to while the replica is opened", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {})
  const silent = { fetch: () => Promise.reject(new Error("cut")), timeoutMs: 10 }
  const lost = buildCustody({ provider: "miro", io: silent })
  await connect(lost, { access: "access", refresh: "refresh" })
  const record = lost.store.readGrant()
  if (record === null) throw new Error("No grant")
  const custody = buildCustody({ provider: "miro", io: silent })
  const restored = restoreGrant(custody, { v: 1, record, uses: [] })
  custody.store.writeGrant({ ...record, attempt: "B", generation: 1 })
  expect(await restored).toBe("alive")
  expect(custody.store.readGrant()).toMatchObject({ attempt: "B", generation: 1, epoch: 1 })
})
