import { doorsFor, mayEdit, roleOn } from "./access.ts"
import type { Board, Item, ItemData, ItemType, Role, User } from "./model.ts"
import { canvasPosition, type Store } from "./store.ts"

/** A person as the pages show them. */
export interface PagePerson {
  readonly id: string
  readonly name: string
}

export interface PageItem {
  readonly id: string
  readonly type: ItemType
  readonly data: ItemData
  readonly style: Readonly<Record<string, string>>
  /** The centre on the canvas. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** A card is drawn no higher, whatever is in it; null where nobody asked for a height. */
  readonly maxHeight: number | null
  readonly parentId: string | null
  /** Whether the app under test made it. */
  readonly owned: boolean
}

/** What `GET /_page/boards` answers: whose boards, by team. */
export interface LandingState {
  readonly viewer: PagePerson
  readonly people: readonly PagePerson[]
  readonly boards: readonly {
    readonly id: string
    readonly name: string
    readonly team: string
    readonly role: Role
    readonly items: number
    readonly modifiedAt: string
  }[]
}

/** What `GET /_page/state?board=` answers. */
export interface BoardPageState {
  readonly viewer: PagePerson
  readonly people: readonly PagePerson[]
  readonly board: {
    readonly id: string
    readonly name: string
    readonly team: string
    readonly role: Role
    readonly canEdit: boolean
  }
  readonly items: readonly PageItem[]
}

/** The boards that somebody finds without a link. */
export function buildLandingState(store: Store, viewer: User): LandingState {
  const boards = [...store.boards.values()].flatMap((board) => {
    const role = roleOn(board, viewer.id, doorsFor(board, viewer.id, store.teams, false))
    if (role === null) return []
    return [
      {
        id: board.id,
        name: board.name,
        team: store.teams.get(board.teamId)?.name ?? "",
        role,
        items: board.items.size,
        modifiedAt: new Date(board.modifiedAt).toISOString(),
      },
    ]
  })
  return { viewer, people: [...store.users.values()], boards }
}

/** A board with all that is on it, for somebody who may see it. */
export function buildBoardPageState(
  store: Store,
  board: Board,
  viewer: User,
  app: string,
): BoardPageState {
  const role = roleOn(board, viewer.id, doorsFor(board, viewer.id, store.teams, true)) ?? "viewer"
  return {
    viewer,
    people: [...store.users.values()],
    board: {
      id: board.id,
      name: board.name,
      team: store.teams.get(board.teamId)?.name ?? "",
      role,
      canEdit: mayEdit(role),
    },
    items: [...board.items.values()].map((item) => buildPageItem(board, item, app)),
  }
}

function buildPageItem(board: Board, item: Item, app: string): PageItem {
  const { width, height } = item.geometry
  const { id, type, data, style, parentId } = item
  return {
    ...canvasPosition(board, item),
    id,
    type,
    data,
    style,
    parentId,
    width,
    height,
    maxHeight: item.maxHeight,
    owned: item.app === app,
  }
}
