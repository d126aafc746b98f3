import type { HandlerContext } from "../../trello.ts"

/** **Remove personal settings** in Trello's menu. Its code is fetched when it is asked for, which is hardly ever. */
export async function removeData(t: HandlerContext): Promise<void> {
  const { removePersonalData } = await import("../removePersonalData.ts")
  await removePersonalData(t)
}
