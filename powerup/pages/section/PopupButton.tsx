import { useRef } from "react"
import { Button } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import type { PageHost } from "../../ui/host/host.ts"
import { sectionTexts } from "./texts.ts"
import { usePopup } from "./usePopup.ts"

interface PopupButtonProps {
  readonly t: PageHost
  /** Where the pages are served. */
  readonly appOrigin: string
  readonly page: "push" | "settings"
  readonly look?: "primary" | "plain" | "link"
  readonly children: string
}

/** A button that opens another page of ours in Trello's popup. */
export function PopupButton({ t, appOrigin, page, look, children }: PopupButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const popup = usePopup(t, appOrigin, page, button)
  return (
    <div>
      <Button look={look ?? "plain"} onPress={popup.open} ref={button}>
        {children}
      </Button>
      <Live className="small subtle">{popup.error === null ? "" : sectionTexts.notOpened}</Live>
    </div>
  )
}
