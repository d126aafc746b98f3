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

/** One part of what the page shows; the component is drawn again only when that part changes. */
export function usePart<T>(select: (view: View) => T): T {
  const { store } = usePage()
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** Whether the viewer may change the board. */
export function useCanEdit(): boolean {
  return usePart(({ state }) => state.viewer?.canWriteBoard === true)
}
