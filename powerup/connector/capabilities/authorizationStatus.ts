import { connectedKey, parseConnected } from "../../../core/contract/pluginData.ts"
import type { HandlerContext } from "../../trello.ts"
import { isSignedIn } from "../viewer.ts"

/**
 * Whether Trello's menu offers **Settings** or **Authorize account**. Answers from the note that the pages leave,
 * never from the network: the menu waits for it. Without a note the answer is no, and the page then says more.
 */
export async function authorizationStatus(
  t: HandlerContext,
): Promise<{ readonly authorized: boolean }> {
  const { organization } = t.getContext()
  if (organization === undefined || !isSignedIn(t)) return { authorized: false }
  const { trello, miro } = parseConnected(
    await t.get("member", "private", connectedKey(organization)),
  )
  return { authorized: trello && miro }
}
