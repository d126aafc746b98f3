import { describe, expect, it } from "vitest"
import { createFakeWorker, json, refusal } from "../client/testing/fakeWorker.ts"
import { removePersonalData } from "./removePersonalData.ts"
import { createFakeHandler, WORKSPACE } from "./testing/fakeHandler.ts"

const REMOVE = "POST /api/me/remove"
const pluginData = {
  "member/private/c:5f0000000000000000000001": { v: 1, trello: true, miro: true },
  "member/private/c:5f0000000000000000000009": { v: 1, trello: true, miro: true },
  "board/private/last": { v: 1 },
  "board/shared/m": "1-5",
  "board/shared/default": { v: 1 },
  "card/shared/m": { v: 1, boards: [] },
}
const SHARED = ["board/shared/m", "board/shared/default", "card/shared/m"]

describe("remove-data", () => {
  it("disconnects the member and forgets what is kept for them alone", async () => {
    const handler = createFakeHandler({ pluginData })
    const worker = createFakeWorker()
    worker.answer(REMOVE, () => json({ disconnected: 2 }))
    await removePersonalData(handler.t, { fetch: worker.fetch })
    expect(worker.requests).toMatchObject([{ method: "POST", body: { workspace: WORKSPACE } }])
    expect([...handler.pluginData.keys()]).toEqual(SHARED)
  })

  it("forgets the notes also when the Worker refuses, and lets Trello know of the refusal", async () => {
    const handler = createFakeHandler({ pluginData })
    const worker = createFakeWorker()
    worker.answer(REMOVE, () => refusal("upstream_unavailable"))
    await expect(removePersonalData(handler.t, { fetch: worker.fetch })).rejects.toMatchObject({
      code: "upstream_unavailable",
    })
    expect([...handler.pluginData.keys()]).toEqual(SHARED)
  })

  it("makes no call on a board without workspace, where nothing can be connected", async () => {
    const handler = createFakeHandler({ pluginData, organization: undefined })
    const worker = createFakeWorker()
    await removePersonalData(handler.t, { fetch: worker.fetch })
    expect(worker.requests).toEqual([])
    expect([...handler.pluginData.keys()]).toEqual(SHARED)
  })

  it("does nothing for a viewer who is not signed in", async () => {
    const handler = createFakeHandler({ pluginData, member: "notLoggedIn" })
    await removePersonalData(handler.t)
    expect(handler.calls).toEqual([])
  })
})
