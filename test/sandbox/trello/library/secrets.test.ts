import { describe, expect, it } from "vitest"
import { ids, sampleState, viewedBy } from "../page/host/samples.ts"
import { buildStage, stageSecret } from "../page/host/stage.ts"
import type { PageState } from "../page/host/state.ts"

async function openAs(state: PageState, member: string) {
  const stage = await buildStage(state, {})
  const fragment = { secret: stageSecret, context: { board: ids.board, member } }
  const href = `https://pu.example/page#${encodeURIComponent(JSON.stringify(fragment))}`
  return { stage, ...stage.openPage(href) }
}

describe("a stored secret", () => {
  it("comes back as it was, and is gone when it was cleared", async () => {
    const { t } = await openAs(sampleState, ids.member)
    expect(await t.loadSecret("code")).toBeNull()
    await t.storeSecret("code", "geheim ☕")
    expect(await t.loadSecret("code")).toBe("geheim ☕")
    await t.clearSecret("code")
    expect(await t.loadSecret("code")).toBeNull()
  })

  it("stays in the browser sealed, under a name that tells nothing; only its key goes to Trello", async () => {
    const { t, page, stage } = await openAs(sampleState, ids.member)
    await t.storeSecret("code", "geheim")
    const [[name, value] = []] = [...page.kept]
    expect(name).toMatch(/^[0-9a-f]{64}$/)
    expect(value).toMatch(/^[0-9a-f]{32};[0-9a-f]{32}$/)
    expect(stage.saved).toMatchObject([{ scope: "member", visibility: "private" }])
    expect(JSON.stringify(stage.log)).not.toContain("geheim")
  })

  it("cannot be opened with another key, and belongs to somebody who is signed in", async () => {
    const { t } = await openAs(sampleState, ids.member)
    await t.storeSecret("code", "geheim")
    await t.set("member", "private", "aescbc", "00".repeat(32))
    expect(await t.loadSecret("code")).toBeNull()
    const signedOut = await openAs(viewedBy(null), "notLoggedIn")
    await expect(signedOut.t.storeSecret("code", "x")).rejects.toThrow("No active member")
  })
})
