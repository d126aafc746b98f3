import { Button } from "../../../ui/controls/Button.tsx"
import type { Draft } from "../draft.ts"
import { chooseTexts } from "../texts.ts"

interface InsteadProps {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly onPicking: (picking: boolean) => void
}

/** Changes between pushing and removing; the selected cards stay selected. */
export function Instead({ draft, onDraft, onPicking }: InsteadProps) {
  const change = (): void => {
    const kind = draft.kind === "push" ? "remove" : "push"
    const selection = { ...draft.selection, notOnMiro: false }
    onDraft({ kind, target: null, selection, customFields: null })
    onPicking(false)
  }
  return (
    <Button look="link" onPress={change}>
      {chooseTexts.instead[draft.kind]}
    </Button>
  )
}
