import { LAST_CHOICE_KEY } from "../../core/contract/pluginData.ts"
import { createClient, type ClientOptions } from "../client/index.ts"
import type { HandlerContext } from "../trello.ts"
import { isSignedIn } from "./viewer.ts"

/**
 * Disconnects the member in this workspace and forgets what pluginData keeps for them alone. The notes go even
 * when the Worker refuses, whose error is then thrown, so that Trello says that not everything is gone.
 */
export async function removePersonalData(
  t: HandlerContext,
  options: Omit<ClientOptions, "t"> = {},
): Promise<void> {
  if (!isSignedIn(t)) return
  try {
    if (t.getContext().organization !== undefined) {
      await createClient({ ...options, t }).request("removeData", {})
    }
  } finally {
    await t.remove("board", "private", LAST_CHOICE_KEY)
    const notes = await t.get("member", "private")
    const keys = typeof notes === "object" && notes !== null ? Object.keys(notes) : []
    if (keys.length > 0) await t.remove("member", "private", keys)
  }
}
