import type { RefObject } from "react"
import type { PageHost } from "../../ui/host/host.ts"
import { useAction, type Action } from "../../ui/state/useAction.ts"
import { sectionTexts } from "./texts.ts"

/** The pages that the section opens, each in Trello's popup. */
const PAGES = {
  push: sectionTexts.push,
  settings: sectionTexts.settingsTitle,
} as const

/** Height until the page has measured itself, in pixels. */
const FIRST_HEIGHT = 320

/** Opens a page of ours in Trello's popup, below the button that was pressed. */
export function usePopup(
  t: PageHost,
  appOrigin: string,
  page: keyof typeof PAGES,
  button: RefObject<HTMLButtonElement | null>,
): Action & { readonly open: () => void } {
  const action = useAction()
  const open = (): void =>
    action.run(async () => {
      // A press with the keyboard has no place of its own.
      const box = button.current?.getBoundingClientRect()
      await t.popup({
        title: PAGES[page],
        url: `${appOrigin}/${page}/`,
        height: FIRST_HEIGHT,
        mouseEvent: { clientX: box?.left ?? 0, clientY: box?.bottom ?? 0 },
      })
    })
  return { ...action, open }
}
