import type { FaultInput, StandIn } from "../../journey/standIns.ts"
import { later, miroConnection, type World } from "../world.ts"
import { call, push } from "./cards.ts"
import type { Refusal } from "./row.ts"

/** Longer than `UPSTREAM_TIMEOUT_MS` in these tests. */
const TOO_SLOW = { kind: "delay", delayMs: 2_000 } as const
const SECRET_WORDS = "upstream words that nobody may see"

const CREATE = { method: "POST", path: "/v2/boards/*/app_cards" } as const

function listBoards(world: World): Promise<Response> {
  const query = new URLSearchParams({
    workspace: world.workspace,
    connection: miroConnection(world),
  })
  return call(world.people.member, `/api/miro/boards?${query.toString()}`)
}

/** A refusal of one call after one fault at a provider. */
function troubled(
  provider: StandIn,
  name: string,
  fault: FaultInput,
  refusal: Omit<Refusal, "name" | "run" | "provider">,
  run: Refusal["run"],
): Refusal {
  return {
    name: `${provider}: ${name}`,
    provider,
    ...refusal,
    run: async (world) => {
      // Whatever a provider asked for in an earlier row is over.
      await later(world, 61)
      await world.standIns.faults(provider, fault)
      return run(world)
    },
  }
}

const read = (
  name: string,
  fault: Omit<FaultInput, "path">,
  refusal: Omit<Refusal, "name" | "run" | "provider">,
) =>
  troubled("trello", name, { path: "/1/cards/", ...fault }, refusal, (world) =>
    push(world, world.people.member),
  )
const list = (
  name: string,
  fault: Omit<FaultInput, "path">,
  refusal: Omit<Refusal, "name" | "run" | "provider">,
) => troubled("miro", name, { path: "/v2/boards", ...fault }, refusal, listBoards)
/** Each of these pushes a card of its own: an unknown outcome makes the next push of it look first. */
const create = (
  name: string,
  card: string,
  fault: Omit<FaultInput, "path" | "method">,
  refusal: Omit<Refusal, "name" | "run" | "provider">,
) =>
  troubled("miro", name, { ...CREATE, ...fault }, refusal, (world) =>
    push(world, world.people.member, { card: world.cardNamed(card).id }),
  )

const status = (code: number, headers: Readonly<Record<string, string>> = {}) =>
  ({ kind: "status", status: code, body: SECRET_WORDS, headers }) as const
const LIMITED = { status: 429, code: "upstream_rate_limited" } as const
const UNAVAILABLE = { status: 503, code: "upstream_unavailable" } as const
const TIMEOUT = { status: 504, code: "upstream_timeout" } as const
const MALFORMED = { status: 502, code: "upstream_malformed" } as const
const REFUSED = { status: 502, code: "upstream_refused" } as const
const UNKNOWN = { status: 504, code: "outcome_unknown" } as const

/** Trouble at a provider, told apart and in no words of the provider's. */
export const UPSTREAM_ROWS: readonly Refusal[] = [
  read("429 with its seconds", status(429, { "retry-after": "7" }), {
    ...LIMITED,
    retryAfterSeconds: 7,
  }),
  read("429 without seconds", status(429), { ...LIMITED, retryAfterSeconds: 10 }),
  read("503", status(503), UNAVAILABLE),
  read("a cut connection", { kind: "drop_before" }, UNAVAILABLE),
  read("no answer in time", TOO_SLOW, TIMEOUT),
  read("malformed JSON", { kind: "malformed" }, MALFORMED),
  read("JSON of another kind", { kind: "status", status: 200, body: [] }, MALFORMED),
  read("a redirect", status(302, { location: "http://127.0.0.1:9/" }), REFUSED),
  read("a refusal that nobody documented", status(418), REFUSED),

  list("429 with its seconds", status(429, { "retry-after": "30" }), {
    ...LIMITED,
    retryAfterSeconds: 30,
  }),
  list("429 without seconds", status(429), { ...LIMITED, retryAfterSeconds: 60 }),
  list("503", status(503), UNAVAILABLE),
  list("a cut connection", { kind: "drop_before" }, UNAVAILABLE),
  list("no answer in time", TOO_SLOW, TIMEOUT),
  list("malformed JSON", { kind: "malformed" }, MALFORMED),
  list("a refusal that nobody documented", status(400), REFUSED),

  create("429 for a new card", "Write the style guide", status(429, { "retry-after": "3" }), {
    ...LIMITED,
    retryAfterSeconds: 3,
  }),
  create("503 for a new card", "Write the style guide", status(503), UNKNOWN),
  create("400 for a new card", "Write the style guide", status(400), REFUSED),
  create("no answer in time for a new card", "Contact form", TOO_SLOW, UNKNOWN),
  create("500 for a new card", "Buy the domain", status(500), UNKNOWN),
  create("a cut connection after a new card", "Kick-off", { kind: "drop_after" }, UNKNOWN),
  create(
    "malformed JSON for a new card",
    "Interview five customers",
    { kind: "malformed" },
    UNKNOWN,
  ),
]
