import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { miroConnection, type World } from "../world.ts"
import type { Refusal } from "./row.ts"

/** A signed call of the plain member with any body, sent as it is. */
export async function send(world: World, path: string, body: BodyInit | null): Promise<Response> {
  const { member } = world.people
  const { app, standIns, board } = member.options
  const jwt = await standIns.jwt(member.options.member, board)
  return app(path, {
    method: body === null ? "GET" : "POST",
    headers: { authorization: `Bearer ${jwt}`, "content-type": "application/json" },
    body,
  })
}

const authorize = (workspace: unknown, more: object = {}) =>
  JSON.stringify({ workspace, providers: ["trello"], ...more })

function refuses(
  name: string,
  refusal: Pick<Refusal, "status" | "code">,
  path: string,
  body: (world: World) => BodyInit | null,
): Refusal {
  return { name, ...refusal, run: (world) => send(world, path, body(world)) }
}

const INVALID = { status: 400, code: "invalid_request" } as const
const NO_WORKSPACE = { status: 400, code: "no_workspace" } as const
const TOO_LARGE = { status: 413, code: "body_too_large" } as const
const NOT_FOUND = { status: 404, code: "not_found" } as const
const AUTHORIZE = "/api/connections/authorize"

/** Requests that are wrong whoever makes them. */
export const REQUEST_ROWS: readonly Refusal[] = [
  refuses("a body over the limit", TOO_LARGE, AUTHORIZE, () => "x".repeat(64 * 1024 + 1)),
  refuses(
    "a streamed body over the limit, of no announced length",
    TOO_LARGE,
    AUTHORIZE,
    () => new Response("x".repeat(80_000)).body?.pipeThrough(new TransformStream()) ?? null,
  ),
  refuses("an unknown call", NOT_FOUND, "/api/nothing", () => null),
  refuses("an unknown address", NOT_FOUND, "/nothing", () => null),
  refuses("a board without workspace", NO_WORKSPACE, "/api/connections", () => null),
  refuses("a workspace that is none", NO_WORKSPACE, "/api/connections?workspace=x", () => null),
  refuses("a consent for a board without workspace", NO_WORKSPACE, AUTHORIZE, () =>
    authorize(null),
  ),
  refuses("a body that is not JSON", INVALID, AUTHORIZE, () => "{"),
  refuses("a body that is no object", INVALID, AUTHORIZE, () => '"text"'),
  refuses("an unknown provider", INVALID, AUTHORIZE, ({ workspace }) =>
    authorize(workspace, { providers: ["github"] }),
  ),
  refuses("no provider", INVALID, AUTHORIZE, ({ workspace }) =>
    authorize(workspace, { providers: [] }),
  ),
  refuses("a connection that is not one of ours", INVALID, "/api/connections/check", (world) =>
    JSON.stringify({ workspace: world.workspace, connection: "miro:../../x:1" }),
  ),
  refuses("a Trello connection as the Miro one of a push", INVALID, "/api/cards/push", (world) =>
    pushBody(world, `trello:${world.people.member.options.member}:${world.workspace}`),
  ),
  refuses("a Miro board that leads out of its path", INVALID, "/api/cards/push", (world) =>
    pushBody(world, miroConnection(world), "../../v1/oauth-token"),
  ),
  refuses(
    "links of a card that is none",
    INVALID,
    "/api/cards/x/links?workspace=" + "0".repeat(24),
    () => null,
  ),
  {
    name: "a stored record that cannot be read",
    status: 500,
    code: "internal_error",
    run: async (world) => {
      const { attempt } = await world.people.member.prepare(["trello"])
      await runInDurableObject(env.ATTEMPTS.getByName(attempt), async (_, state) => {
        await state.storage.put("attempt", { id: "from another version" })
      })
      return send(world, `/api/attempts/${attempt}`, null)
    },
  },
]

function pushBody(world: World, connection: string, id = world.miroBoard.id): string {
  return JSON.stringify({
    workspace: world.workspace,
    card: world.cardNamed("Redesign the navigation").id,
    miroBoard: { id, name: "Board" },
    connection,
    locale: "en-GB",
    timeZone: "UTC",
  })
}
