import type { PageState } from "./state.ts"

/** Whether a button with this `condition` is shown to the viewer. Without one it is for those who may edit. */
export function meetsCondition(state: PageState, condition: unknown): boolean {
  const { viewer } = state
  switch (condition ?? "edit") {
    case "always":
      return true
    case "signedIn":
      return viewer !== null
    case "signedOut":
      return viewer === null
    case "admin":
      return viewer?.roleOnBoard === "admin"
    case "readOnly":
      return viewer?.canWriteBoard !== true
    case "edit":
      return viewer?.canWriteBoard === true
    default:
      return false
  }
}
