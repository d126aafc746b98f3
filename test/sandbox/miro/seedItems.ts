import type { Item } from "./model.ts"
import { ARCHITECTURE, BEN, ROADMAP } from "./seed.ts"
import type { Store } from "./store.ts"

/** The client id of some other app that has put a card on a board. */
export const OTHER_APP = "3458764500000000777"

/** Puts a little on two boards, as if people and another app had worked there. */
export function addSeedItems(store: Store, now: number): void {
  const add = (boardId: string, part: Pick<Item, "type"> & Partial<Item>): Item => {
    const item: Item = {
      id: store.newId(),
      app: null,
      data: {},
      style: {},
      position: { x: 0, y: 0 },
      geometry: { width: 320, height: 94, rotation: 0 },
      maxHeight: null,
      parentId: null,
      tagIds: [],
      createdAt: now,
      createdBy: BEN,
      modifiedAt: now,
      modifiedBy: BEN,
      version: 1,
      ...part,
    }
    store.boards.get(boardId)?.items.set(item.id, item)
    return item
  }

  const frame = add(ROADMAP, {
    type: "frame",
    data: { title: "Ideas", format: "custom", type: "freeform" },
    style: { fillColor: "#ffffffff" },
    position: { x: -980, y: 0 },
    geometry: { width: 760, height: 520, rotation: 0 },
  })
  add(ROADMAP, {
    type: "sticky_note",
    data: { content: "<p>Ask support what hurts most</p>", shape: "square" },
    style: { fillColor: "light_yellow" },
    position: { x: 180, y: 180 },
    geometry: { width: 199, height: 228, rotation: 0 },
    parentId: frame.id,
  })
  add(ROADMAP, {
    type: "card",
    data: { title: "<p>Interview five customers</p>", description: "" },
    style: { cardTheme: "#8fd14f" },
    position: { x: 520, y: 180 },
    parentId: frame.id,
  })
  add(ROADMAP, {
    type: "app_card",
    app: OTHER_APP,
    data: {
      title: "<p>SUP-118 Slow export</p>",
      description: "<p>From another app.</p>",
      status: "connected",
      fields: [{ value: "Waiting", tooltip: "State", iconShape: "round" }],
    },
    style: { fillColor: "#ff9f43" },
    position: { x: 520, y: 380 },
    parentId: frame.id,
  })
  add(ARCHITECTURE, {
    type: "text",
    data: { content: "<p>Services and who owns them</p>" },
    position: { x: 0, y: -200 },
    geometry: { width: 420, height: 36, rotation: 0 },
  })
}
