import { Hono } from "hono"
import { type Actor, record } from "../store/changes.ts"
import type { Board } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { createBoard, deleteBoard } from "./boardCreate.ts"
import { actorOf, type Caller, memberOf, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { demandWorkspace, openBoard, openOrganization } from "./open.ts"
import {
  type Params,
  readFlag,
  readId,
  readParams,
  readText,
  renameValue,
  requireText,
} from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { viewBoard } from "./views/board.ts"

const LEVELS = ["private", "org", "public"] as const

/** Creating, changing and deleting boards, and switching the Power-Up on and off. */
export function buildBoardWriteRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.post("/boards", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    if (params.has("idBoardSource")) throw invalidValue("idBoardSource")
    const idOrganization = readId(params, "idOrganization") ?? null
    if (idOrganization === null) demandWorkspace(caller, null)
    else openOrganization(trello, caller, idOrganization)
    const level = readLevel(params, "prefs_permissionLevel") ?? "private"
    const board = createBoard(trello, actorOf(trello, caller), {
      name: requireText(params, "name"),
      desc: readText(params, "desc") ?? "",
      idOrganization,
      permissionLevel: level,
      defaultLists: readFlag(params, "defaultLists") ?? true,
      defaultLabels: readFlag(params, "defaultLabels") ?? true,
    })
    return c.json(viewBoard(trello, board))
  })

  const update = (caller: Caller, id: string, params: Params) => {
    const administers = ["closed", "idOrganization", "prefs/permissionLevel"]
    const wish = administers.some((name) => params.has(name)) ? "administer" : "write"
    const board = openBoard(trello, caller, id, wish)
    const wanted = {
      name: params.has("name") ? requireText(params, "name") : undefined,
      desc: readText(params, "desc"),
      closed: readFlag(params, "closed"),
    }
    const level = readLevel(params, "prefs/permissionLevel")
    const organization = readOrganization(caller, params)
    const actor = actorOf(trello, caller)
    for (const [field, value] of Object.entries(wanted)) {
      const before = board[field as keyof Board]
      if (value === undefined || value === before) continue
      Object.assign(board, { [field]: value })
      actOnField(actor, board, field, value, before)
    }
    if (level !== undefined && level !== board.permissionLevel) {
      const before = { permissionLevel: board.permissionLevel }
      board.permissionLevel = level
      actOnField(actor, board, "prefs", { permissionLevel: level }, before)
    }
    if (organization !== undefined) changeOrganization(actor, board, organization)
    return viewBoard(trello, board)
  }
  app.put("/boards/:id", guard("shortLinked", EDIT_BOARD), async (c) =>
    c.json(update(c.get("caller"), c.req.param("id"), await readParams(c))),
  )
  const single = "/boards/:id/:field{name|desc|closed|idOrganization}"
  app.put(single, guard("shortLinked", EDIT_BOARD), async (c) => {
    const params = renameValue(await readParams(c), c.req.param("field"))
    return c.json(update(c.get("caller"), c.req.param("id"), params))
  })

  const remove = guard("shortLinked", ["read:organization:trello", "write:board:trello"])
  app.delete("/boards/:id", remove, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"), "administer")
    deleteBoard(trello, board)
    return c.json({ _value: null })
  })

  const setPlugin = (caller: Caller, idBoard: string, idPlugin: string, enabled: boolean) => {
    const board = openBoard(trello, caller, idBoard, "write")
    if (idPlugin !== trello.plugin.id) throw invalidValue("idPlugin")
    switchPlugin(trello, actorOf(trello, caller), board, enabled)
    return [...board.plugins].map((id) => ({ id, idBoard: board.id, idPlugin: id }))
  }
  app.post("/boards/:id/boardPlugins", guard("shortLinked", WRITE_BOARD), async (c) => {
    const idPlugin = readId(await readParams(c), "idPlugin") ?? ""
    return c.json(setPlugin(c.get("caller"), c.req.param("id"), idPlugin, true))
  })
  app.delete("/boards/:id/boardPlugins/:idPlugin", guard("shortLinked", WRITE_BOARD), (c) =>
    c.json(setPlugin(c.get("caller"), c.req.param("id"), c.req.param("idPlugin"), false)),
  )

  function readOrganization(caller: Caller, params: Params): string | null | undefined {
    if (!params.has("idOrganization")) return undefined
    const value = params.get("idOrganization")
    if (value === null || value === "") return null
    memberOf(caller)
    return openOrganization(trello, caller, readId(params, "idOrganization") ?? "").id
  }

  function changeOrganization(actor: Actor, board: Board, idOrganization: string | null): void {
    const before = board.idOrganization
    if (before === idOrganization) return
    const act = (type: string, id: string): void => {
      const organization = { id, name: trello.store.organizations.get(id)?.displayName }
      record(trello, actor, { type, board, data: { organization } })
    }
    if (before !== null) act("removeFromOrganizationBoard", before)
    board.idOrganization = idOrganization
    if (idOrganization !== null) act("addToOrganizationBoard", idOrganization)
  }

  function actOnField(
    actor: Actor,
    board: Board,
    field: string,
    value: unknown,
    before: unknown,
  ): void {
    const reference = { id: board.id, name: board.name, shortLink: board.shortLink }
    const data = { board: { ...reference, [field]: value }, old: { [field]: before } }
    record(trello, actor, { type: "updateBoard", board, data })
  }
  return app
}

/** Switches the Power-Up on or off on a board. */
export function switchPlugin(trello: Trello, actor: Actor, board: Board, enabled: boolean): void {
  const { plugin } = trello
  if (enabled) board.plugins.add(plugin.id)
  else board.plugins.delete(plugin.id)
  const reference = { id: plugin.id, name: plugin.name, url: plugin.connectorUrl, public: false }
  const type = enabled ? "enablePlugin" : "disablePlugin"
  record(trello, actor, { type, board, data: { plugin: reference } })
}

function readLevel(params: Params, name: string): (typeof LEVELS)[number] | undefined {
  const text = readText(params, name)
  if (text === undefined) return undefined
  const level = LEVELS.find((one) => one === text)
  if (level === undefined) throw invalidValue(name)
  return level
}
