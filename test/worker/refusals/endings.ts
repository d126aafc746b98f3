import type { FaultInput, StandIn } from "../../journey/standIns.ts"
import type { World } from "../world.ts"
import { consentAs } from "../world.ts"
import type { Ending } from "./row.ts"
import { consentAndRead, consentAt, decide, openWindow, readAttempt } from "./window.ts"

const member = (world: World) => world.people.member
const CONSENT_FAILED = { status: "failed", code: "consent_failed" } as const
const DENIED = { status: "denied", code: "consent_denied" } as const

/** One consent whose exchange, or the check of what it brought, goes wrong. */
function broken(provider: StandIn, name: string, fault: FaultInput): Ending {
  return {
    name: `${provider}: ${name}`,
    provider,
    ...CONSENT_FAILED,
    run: async (world) => {
      await world.standIns.faults(provider, fault)
      return consentAndRead(member(world), [provider])
    },
  }
}

const TOKEN = { trello: "/oauth/token", miro: "/v1/oauth/token" } as const
const IDENTITY = { trello: "/1/members/me", miro: "/v1/oauth-token" } as const

function brokenAnswers(provider: StandIn): Ending[] {
  const path = TOKEN[provider]
  const status = (code: number, body?: unknown) =>
    ({ path, kind: "status", status: code, body }) as const
  return [
    broken(provider, "503 at the token endpoint", status(503)),
    broken(provider, "429 at the token endpoint", status(429)),
    broken(provider, "a refusal of our client", status(401, { error: "invalid_client" })),
    broken(provider, "malformed JSON at the token endpoint", { path, kind: "malformed" }),
    broken(
      provider,
      "tokens of another type",
      status(200, { access_token: "x", token_type: "mac" }),
    ),
    broken(provider, "an answer without tokens", status(200, {})),
    broken(provider, "no answer in time", { path, kind: "delay", delayMs: 2_000 }),
    broken(provider, "nobody says whose the tokens are", {
      path: IDENTITY[provider],
      kind: "status",
      status: 503,
    }),
  ]
}

/** How consents end that bring nothing. Everybody allows at once unless the row says otherwise. */
export const ENDINGS: readonly Ending[] = [
  {
    name: "denial at Trello",
    ...DENIED,
    provider: "trello",
    run: async (world) => {
      await world.standIns.consent("trello", "deny")
      return consentAndRead(member(world), ["trello", "miro"])
    },
  },
  {
    name: "denial at Miro",
    ...DENIED,
    provider: "miro",
    run: async (world) => {
      await world.standIns.consent("miro", "deny")
      return consentAndRead(member(world), ["miro"])
    },
  },
  {
    name: "denial at Miro after Trello's yes, which waits to be confirmed",
    status: "unconfirmed",
    code: "consent_denied",
    provider: "miro",
    run: async (world) => {
      await world.standIns.consent("miro", "deny")
      return consentAndRead(member(world), ["trello", "miro"])
    },
  },
  {
    name: "a redirect with neither code nor error",
    ...DENIED,
    provider: "miro",
    run: async (world) => {
      const window = await openWindow(member(world), ["miro"])
      const state = new URL(window.consent).searchParams.get("state") ?? ""
      await member(world).visit(`/oauth/miro/callback?state=${state}`)
      return readAttempt(member(world), window.attempt)
    },
  },
  {
    name: "an error of the provider's at the consent page",
    ...CONSENT_FAILED,
    provider: "trello",
    run: async (world) => {
      const window = await openWindow(member(world))
      const state = new URL(window.consent).searchParams.get("state") ?? ""
      await member(world).visit(`/oauth/trello/callback?error=server_error&state=${state}`)
      return readAttempt(member(world), window.attempt)
    },
  },
  {
    name: "a guest whom the workspace does not let consent",
    ...DENIED,
    provider: "trello",
    run: async (world) => {
      const { guest } = world.people
      await world.standIns.quirks("trello", { guestConsent: "refused" })
      await consentAs(world, guest, world.users.ann)
      return consentAndRead(guest)
    },
  },
  {
    name: "a guest whose consent reaches neither the workspace nor the board",
    status: "failed",
    code: "wrong_workspace",
    provider: "trello",
    run: async (world) => {
      const path = "/1/boards/*"
      await world.standIns.faults("trello", { method: "GET", path, kind: "status", status: 403 })
      await consentAs(world, world.people.guest, world.users.ann)
      return consentAndRead(world.people.guest)
    },
  },
  {
    name: "an outsider",
    ...DENIED,
    provider: "trello",
    run: async (world) => {
      await consentAs(world, world.people.outsider, world.users.ann)
      return consentAndRead(world.people.outsider)
    },
  },
  {
    name: "an invented workspace",
    ...CONSENT_FAILED,
    provider: "trello",
    run: (world) => consentAndRead(member(world).on(world.board.id, "0".repeat(24))),
  },
  {
    name: "consent by another Trello account",
    status: "failed",
    code: "wrong_account",
    provider: "trello",
    run: async (world) => {
      await consentAs(world, world.people.admin, world.users.ann)
      return consentAndRead(member(world))
    },
  },
  {
    name: "the code of another attempt",
    ...CONSENT_FAILED,
    provider: "trello",
    run: async (world) => {
      const [own, other] = [await openWindow(member(world)), await openWindow(member(world))]
      const foreign = new URL(await consentAt(other), own.consent).searchParams.get("code") ?? ""
      const back = new URL(await consentAt(own), own.consent)
      back.searchParams.set("code", foreign)
      await member(world).visit(back.pathname + back.search)
      return readAttempt(member(world), own.attempt)
    },
  },
  {
    name: "a no on the callback page",
    ...DENIED,
    provider: "trello",
    run: async (world) => {
      const { attempt } = await member(world).consent(await member(world).prepare(["trello"]))
      await decide(member(world), attempt, "refuse")
      return readAttempt(member(world), attempt)
    },
  },
  {
    name: "an admin of Miro who must approve first: the window stays at Miro",
    status: "consenting",
    code: null,
    provider: "miro",
    run: async (world) => {
      await world.standIns.quirks("miro", { adminApproval: true })
      const window = await openWindow(member(world), ["miro"])
      expectPage(await fetch(window.consent, { redirect: "manual" }))
      return readAttempt(member(world), window.attempt)
    },
  },
  ...brokenAnswers("trello"),
  ...brokenAnswers("miro"),
]

function expectPage(response: Response): void {
  if (response.status !== 200) throw new Error("Miro was to show its own page")
}
