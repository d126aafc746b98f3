import { createExecutionContext, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { readConfig } from "../../../worker/config.ts"
import worker, { devClock } from "../../../worker/dev.ts"
import { HookKeeper } from "../../../worker/sync/live/hookKeeper.fixture.ts"
import { buildHookPath } from "../../../worker/sync/live/hookPath.ts"
import type { HookOwner } from "../../../worker/sync/live/hookPorts.ts"
import { buildTables } from "../../../worker/sync/store/boardStore.ts"
import type { LiveTables } from "../../../worker/sync/store/liveTables.ts"
import { migrate } from "../../../worker/sync/store/schema.ts"
import type { Person } from "../../journey/person.ts"
import { trelloConnection, type World } from "../world.ts"

/** The object of the main board, or of another one. */
export function boardAt(world: World, board = world.board.id) {
  return env.BOARDS.getByName(`board:${board}`)
}

/** Works on a board's tables, inside its object. They are made where there are none. */
export function withTables<T>(
  world: World,
  work: (tables: LiveTables) => T | Promise<T>,
  board = world.board.id,
): Promise<T> {
  return runInDurableObject(boardAt(world, board), (_, { storage }) => {
    migrate(storage)
    return work(buildTables(storage))
  })
}

/** Does something for a board's hook with a person's grant, as the board's own object will; by default the main board. */
export function upkeep<T>(
  world: World,
  person: Person,
  work: (keeper: HookKeeper, owner: HookOwner) => Promise<T>,
  board = world.board.id,
): Promise<T> {
  const { member, workspace } = person.options
  const doIt = (tables: LiveTables) => {
    const keeper = new HookKeeper(() => ({
      tables,
      clock: devClock,
      newPath: () => buildHookPath(board),
      idBoard: board,
      appOrigin: readConfig(env).APP_ORIGIN,
    }))
    const grant = env.GRANTS.getByName(trelloConnection(person))
    return work(keeper, { member, workspace, call: (call) => grant.call(call) })
  }
  return withTables(world, doIt, board)
}

/** The path of the board's active hook. */
export async function activePath(world: World): Promise<string> {
  const hook = await withTables(world, ({ hooks }) => hooks.active())
  if (hook === null) throw new Error("The board has no hook")
  return hook.path
}

/** What the board has to look at. It stays marked. */
export function dirtyOf(world: World): Promise<string[]> {
  return withTables(world, ({ dirty }) => {
    const marks = dirty.take().map(({ what }) => what)
    dirty.giveBack()
    return marks
  })
}

/**
 * A call of the Worker in this isolate. Not by `exports.default.fetch`: there each call takes longer than the one
 * before, which a thousand deliveries do not bear.
 */
export async function app(path: string, init?: RequestInit): Promise<Response> {
  const request = new Request(readConfig(env).APP_ORIGIN + path, init)
  return worker.fetch(request, env, createExecutionContext())
}

/** A change that somebody makes on Trello's own pages. */
export async function edit(
  world: World,
  person: Person,
  method: "PUT" | "POST" | "DELETE",
  path: string,
  body: object = {},
): Promise<void> {
  const response = await fetch(`${world.standIns.origins.trello}/1${path}`, {
    method,
    headers: { "content-type": "application/json", cookie: `viewer=${person.options.member}` },
    body: JSON.stringify(body),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}

/** Sends a delivery as Trello would. `signedFor` is the path that the signature is for. */
export async function deliver(
  world: World,
  path: string,
  body: string,
  options: { readonly signedFor?: string; readonly signature?: string | null } = {},
): Promise<number> {
  const { signedFor = path, signature = await sign(world, body, signedFor) } = options
  const response = await app(`/hooks/trello/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature === null ? {} : { "x-trello-webhook": signature }),
    },
    body,
  })
  return response.status
}

/** base64(HMAC-SHA1(secret, body + callbackURL)) with the Trello client's secret. */
export async function sign(
  world: World,
  body: string,
  path: string,
  secret = world.trello.client.secret,
): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-1" }
  const key = await crypto.subtle.importKey("raw", bytes(secret), algorithm, false, ["sign"])
  const url = `${readConfig(env).APP_ORIGIN}/hooks/trello/${path}`
  const mac = await crypto.subtle.sign("HMAC", key, bytes(body + url))
  return btoa(String.fromCharCode(...new Uint8Array(mac)))
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
