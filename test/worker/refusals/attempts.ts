import { later, type World } from "../world.ts"
import { call } from "./cards.ts"
import type { Refusal } from "./row.ts"
import { consentAt, openWindow, otherBrowser, stateOf } from "./window.ts"

const INVENTED = "A".repeat(22)
const ELEVEN_MINUTES = 11 * 60

const member = (world: World) => world.people.member

const UNKNOWN = { status: 404, code: "attempt_unknown" } as const
const USED = { status: 409, code: "attempt_used" } as const
const EXPIRED = { status: 410, code: "attempt_expired" } as const
const FOREIGN = { status: 403, code: "attempt_of_somebody_else" } as const
const MISMATCH = { status: 400, code: "state_mismatch" } as const
const BROWSER = { status: 403, code: "wrong_browser" } as const

/** Ways to get at somebody's consent, or at one's own twice. Nobody is connected yet. */
export const ATTEMPT_ROWS: readonly Refusal[] = [
  {
    name: "a start address that nobody made",
    ...UNKNOWN,
    run: (world) => member(world).visit(`/oauth/trello/start?attempt=${INVENTED}`),
  },
  {
    name: "an attempt that nobody began",
    ...UNKNOWN,
    run: (world) => call(member(world), `/api/attempts/${INVENTED}`),
  },
  {
    name: "an attempt's id that is none",
    ...UNKNOWN,
    run: (world) => call(member(world), "/api/attempts/..%2F..%2Fx"),
  },
  {
    name: "a callback of an attempt that nobody began",
    ...UNKNOWN,
    run: (world) => member(world).visit(`/oauth/trello/callback?code=c&state=${INVENTED}.x`),
  },
  {
    name: "a start address opened in a second browser",
    ...USED,
    run: async (world) => {
      const window = await openWindow(member(world))
      return otherBrowser(member(world)).visit(window.path)
    },
  },
  {
    name: "a start address opened again after its consent",
    ...USED,
    run: async (world) => {
      const window = await openWindow(member(world))
      await member(world).visit(await consentAt(window))
      return member(world).visit(window.path)
    },
  },
  {
    name: "a replayed callback",
    ...USED,
    run: async (world) => {
      const back = await consentAt(await openWindow(member(world)))
      await member(world).visit(back)
      return member(world).visit(back)
    },
  },
  {
    name: "a start address that is eleven minutes old",
    ...EXPIRED,
    run: async (world) => {
      const { path } = await member(world).prepare(["trello"])
      await later(world, ELEVEN_MINUTES)
      return member(world).visit(path)
    },
  },
  {
    name: "a callback that comes after eleven minutes",
    ...EXPIRED,
    provider: "trello",
    run: async (world) => {
      const back = await consentAt(await openWindow(member(world)))
      await later(world, ELEVEN_MINUTES)
      return member(world).visit(back)
    },
  },
  {
    name: "a look at somebody else's attempt",
    ...FOREIGN,
    run: async (world) => {
      const { attempt } = await member(world).prepare(["trello"])
      return call(world.people.admin, `/api/attempts/${attempt}`)
    },
  },
  {
    name: "a callback without state",
    ...MISMATCH,
    run: (world) => member(world).visit("/oauth/trello/callback?code=c"),
  },
  {
    name: "a callback with a guessed state of the right attempt",
    ...MISMATCH,
    provider: "trello",
    run: async (world) => {
      const { attempt } = await openWindow(member(world))
      return member(world).visit(`/oauth/trello/callback?code=c&state=${attempt}.guessed`)
    },
  },
  {
    name: "a callback with two states",
    ...MISMATCH,
    provider: "trello",
    run: async (world) => {
      const window = await openWindow(member(world))
      const state = stateOf(window)
      return member(world).visit(`/oauth/trello/callback?code=c&state=${state}&state=x`)
    },
  },
  {
    name: "Trello's answer at Miro's callback",
    ...MISMATCH,
    provider: "miro",
    run: async (world) => {
      const back = await consentAt(await openWindow(member(world)))
      return member(world).visit(back.replace("/oauth/trello/", "/oauth/miro/"))
    },
  },
  {
    name: "a callback of a provider that we do not know",
    ...MISMATCH,
    run: async (world) => {
      const back = await consentAt(await openWindow(member(world)))
      return member(world).visit(back.replace("/oauth/trello/", "/oauth/github/"))
    },
  },
  {
    name: "a callback in a browser that did not open the window",
    ...BROWSER,
    provider: "trello",
    run: async (world) => {
      const back = await consentAt(await openWindow(member(world)))
      return otherBrowser(member(world)).visit(back)
    },
  },
  {
    name: "a callback with the cookie of another attempt",
    ...BROWSER,
    provider: "trello",
    run: async (world) => {
      const thief = otherBrowser(member(world))
      const own = await openWindow(thief)
      const back = await consentAt(await openWindow(member(world)))
      const stolen = thief.cookies.get(`__Host-attempt-${own.attempt}`) ?? ""
      const name = `__Host-attempt-${/state=([\w-]{22})/.exec(back)?.[1] ?? ""}`
      thief.cookies.set(name, stolen)
      return thief.visit(back)
    },
  },
]
