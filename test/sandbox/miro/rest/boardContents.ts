import type { Board } from "../model.ts"
import type { Store } from "../store.ts"

/** Fills a new board with what is on another: everything gets an id of its own, app cards are disconnected. */
export function copyContents(
  store: Store,
  from: Board,
  to: Board,
  by: { readonly userId: string; readonly now: number },
): void {
  const ids = new Map<string, string>()
  for (const tag of from.tags.values()) {
    const id = store.newId()
    ids.set(tag.id, id)
    to.tags.set(id, { ...tag, id })
  }
  for (const item of from.items.values()) ids.set(item.id, store.newId())
  for (const item of from.items.values()) {
    const id = ids.get(item.id) ?? ""
    to.items.set(id, {
      ...structuredClone(item),
      id,
      data: item.type === "app_card" ? { ...item.data, status: "disconnected" } : { ...item.data },
      parentId: item.parentId === null ? null : (ids.get(item.parentId) ?? null),
      tagIds: item.tagIds.flatMap((tag) => ids.get(tag) ?? []),
      createdAt: by.now,
      createdBy: by.userId,
      modifiedAt: by.now,
      modifiedBy: by.userId,
      version: 1,
    })
  }
}
