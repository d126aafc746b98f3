import * as v from "valibot"
import { announce } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { findBoard, findCard } from "../store/lookups.ts"
import type { PluginDatum } from "../store/appModel.ts"
import type { Board, Member, Store } from "../store/model.ts"
import { canReadBoard, canWriteBoard, isInOrganization } from "../store/rights.ts"
import type { Trello } from "../trello.ts"

/** `PUT /_page/pluginData`: the whole string of one scope; an empty one or null removes it. */
export const WriteSchema = v.strictObject({
  scope: v.picklist(["board", "card", "member", "organization"]),
  visibility: v.picklist(["shared", "private"]),
  idModel: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{24}|[A-Za-z0-9]{8})$/)),
  value: v.nullable(v.string()),
  /** The board that is open; taken from the model where it is left out. */
  board: v.optional(v.string()),
})
export type Write = v.InferOutput<typeof WriteSchema>

/** Characters that one string may have (client library, pluginData). */
const MAX = { board: 8192, organization: 8192, card: 4096, member: 4096 } as const
const SECRET = /"(?:(?:auth|refresh)?[_-]?token|secret)":/i

export interface WriteRefusal {
  readonly status: 400 | 401 | 404
  readonly message: string
}

/** Writes a Power-Up's data as Trello's host does; null when it is done. */
export function writePluginData(
  trello: Trello,
  viewer: Member | null,
  write: Write,
): WriteRefusal | null {
  const { store } = trello
  const value = write.value ?? ""
  const max = MAX[write.scope]
  if (value.length > max) {
    const message = `PluginData length of ${value.length} characters exceeded the ${max} characters of ${write.scope} data.`
    return { status: 400, message }
  }
  if (write.visibility === "shared" && SECRET.test(value)) {
    return { status: 400, message: "Detected potential secret in shared data." }
  }
  if (viewer === null) return { status: 401, message: "Nobody is signed in." }
  const target = findTarget(store, write, viewer)
  if ("status" in target) return target
  const idMember = write.visibility === "private" ? viewer.id : null
  const found = [...store.pluginData.by("model", target.idModel)].find(
    (datum) =>
      datum.scope === write.scope &&
      datum.visibility === write.visibility &&
      datum.idMember === idMember,
  )
  if (found !== undefined) store.pluginData.delete(found.id)
  if (value !== "") {
    const id = newId(trello.now())
    store.pluginData.set(id, {
      id,
      scope: write.scope,
      idModel: target.idModel,
      visibility: write.visibility,
      idMember,
      value,
      dateLastUpdated: new Date(trello.now()).toISOString(),
    })
  }
  for (const idBoard of target.idBoards) announce(trello, idBoard)
  return null
}

/** What a viewer of a board may read: shared data of what they see, and their own. */
export function readableData(
  store: Store,
  board: Board,
  idMember: string | null,
): Pick<PluginDatum, "scope" | "idModel" | "visibility" | "value">[] {
  const here = (datum: PluginDatum): boolean => {
    if (datum.scope === "board") return datum.idModel === board.id
    if (datum.scope === "organization") return datum.idModel === board.idOrganization
    if (datum.scope === "member") return datum.idModel === idMember
    return store.cards.get(datum.idModel)?.idBoard === board.id
  }
  return [...store.pluginData.values()]
    .filter((datum) => here(datum) && (datum.idMember === null || datum.idMember === idMember))
    .map(({ scope, idModel, visibility, value }) => ({ scope, idModel, visibility, value }))
}

function findTarget(
  store: Store,
  write: Write,
  viewer: Member,
): { readonly idModel: string; readonly idBoards: readonly string[] } | WriteRefusal {
  const missing = { status: 404, message: "There is nothing with this id." } as const
  const forbidden = { status: 401, message: "You may not change this." } as const
  const shared = write.visibility === "shared"
  if (write.scope === "member") {
    return write.idModel === viewer.id
      ? { idModel: viewer.id, idBoards: [...store.boards.keys()] }
      : forbidden
  }
  if (write.scope === "organization") {
    if (!store.organizations.has(write.idModel)) return missing
    if (shared && !isInOrganization(store, write.idModel, viewer.id)) return forbidden
    const boards = [...store.boards.values()].filter(
      ({ idOrganization }) => idOrganization === write.idModel,
    )
    return { idModel: write.idModel, idBoards: boards.map(({ id }) => id) }
  }
  const card = write.scope === "card" ? findCard(store, write.idModel) : null
  const board = findBoard(store, write.scope === "card" ? (card?.idBoard ?? "") : write.idModel)
  if (board === null || !canReadBoard(store, board, viewer.id)) return missing
  if (shared && !canWriteBoard(store, board, viewer.id)) return forbidden
  return { idModel: card?.id ?? board.id, idBoards: [board.id] }
}
