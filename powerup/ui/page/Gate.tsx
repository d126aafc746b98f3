import type { ReactNode } from "react"
import { Notice } from "../controls/Notice.tsx"
import { NoWorkspaceError, SignedOutError } from "../../client/errors.ts"
import { describeError } from "../errors/describeError.ts"
import type { PageHost } from "../host/host.ts"

/**
 * Shows its children to somebody who can connect at all: a signed-in member on a board in a workspace. The others
 * are told why not, without a call.
 */
export function Gate({ t, children }: { readonly t: PageHost; readonly children: ReactNode }) {
  const error = refusal(t)
  if (error === null) return children
  const { says, next } = describeError(error)
  return (
    <Notice kind="info" silent>
      <p>{says}</p>
      <p>{next}</p>
    </Notice>
  )
}

function refusal(t: PageHost): SignedOutError | NoWorkspaceError | null {
  if (!t.isMemberSignedIn()) return new SignedOutError("Nobody is signed in")
  const { organization } = t.getContext()
  if (organization === undefined || organization === "") {
    return new NoWorkspaceError("The board is in no workspace")
  }
  return null
}
