import type { JobKind } from "../../../../core/contract/jobs.ts"
import { Notice } from "../../../ui/controls/Notice.tsx"
import { planTexts } from "../texts.ts"

/** There is nothing to do. */
export function NoCards({ kind }: { readonly kind: JobKind }) {
  return (
    <Notice kind="info">
      <p>{planTexts.none[kind]}</p>
    </Notice>
  )
}
