import { expect, it, vi } from "vitest"
import { Secret } from "../secret.ts"
import { discardLate } from "./late.ts"
import { buildCustody, connect } from "./memory.fixture.ts"
import { releaseUse } from "./outbox.ts"

it("leaves alone what somebody consents to while a late pair is sealed", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {})
  const silent = { fetch: () => Promise.reject(new Error("cut")), timeoutMs: 10 }
  const custody = buildCustody({ provider: "miro", io: silent })
  await connect(custody, { access: "access", refresh: "refresh" })
  const before = custody.store.readGrant()
  if (before === null) throw new Error("No grant")
  await releaseUse(custody, { workspace: "workspace", member: "member" }, "member")
  const ended = custody.store.readGrant()
  const tokens = {
    accessToken: new Secret("late"),
    refreshToken: new Secret("next"),
    expiresInSeconds: 3600,
    scopes: null,
  }
  const discarded = discardLate(custody, before, ended, { kind: "issued", tokens })
  const status = { state: "connected", since: 0, reason: null } as const
  custody.store.writeGrant({ ...before, generation: before.generation + 2, status })
  await discarded
  expect(custody.store.readGrant()).toMatchObject({
    generation: before.generation + 2,
    status: { state: "connected" },
    upstream: null,
  })
  expect(custody.store.listOutbox()).toHaveLength(2)
})
