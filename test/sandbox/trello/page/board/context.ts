import { createContext, useContext, useSyncExternalStore } from "react"
import type { Page } from "./page.ts"
import type { View } from "./view.ts"

/** The page that the components are of. */
export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (page === null) throw new Error("There is no page around this component.")
  return page
}

/** What the page shows now. */
export function useView(): View {
  const { store } = usePage()
  return useSyncExternalStore(store.subscribe, store.get)
}

/** Whether the viewer may change the board. */
export function useCanEdit(): boolean {
  return useView().state.viewer?.canWriteBoard === true
}
