import type { World } from "../world.ts"
import { call } from "./cards.ts"
import type { Refusal } from "./row.ts"
import { consentAt, decide, openWindow, otherBrowser } from "./window.ts"

const member = (world: World) => world.people.member
const redeemAs = (person: World["people"]["member"], attempt: string, value: string) =>
  call(person, `/api/attempts/${attempt}/redeem`, { value })

const FOREIGN = { status: 403, code: "attempt_of_somebody_else" } as const
const BROWSER = { status: 403, code: "wrong_browser" } as const
const CONFIRMATION = { status: 403, code: "wrong_confirmation" } as const

/** Ways to make a consent count that is not one's own to confirm. */
export const CONFIRMATION_ROWS: readonly Refusal[] = [
  {
    name: "somebody else's redeeming with the right value",
    ...FOREIGN,
    run: async (world) => {
      const { attempt, callback } = await member(world).consent(
        await member(world).prepare(["trello"]),
      )
      return redeemAs(world.people.admin, attempt, callback?.value ?? "")
    },
  },
  {
    name: "the callback page's question in another browser",
    ...BROWSER,
    run: async (world) => {
      const { attempt } = await openWindow(member(world))
      return otherBrowser(member(world)).visit(`/oauth/attempts/${attempt}`)
    },
  },
  {
    name: "a confirmation from another browser",
    ...BROWSER,
    run: async (world) => {
      const window = await openWindow(member(world))
      await member(world).visit(await consentAt(window))
      return decide(otherBrowser(member(world)), window.attempt, "confirm")
    },
  },
  {
    name: "a confirmation that another site sends",
    ...BROWSER,
    run: async (world) => {
      const window = await openWindow(member(world))
      await member(world).visit(await consentAt(window))
      return decide(member(world), window.attempt, "confirm", "https://elsewhere.example")
    },
  },
  {
    name: "a confirmation without Origin",
    ...BROWSER,
    run: async (world) => {
      const window = await openWindow(member(world))
      await member(world).visit(await consentAt(window))
      return member(world).visit(`/oauth/attempts/${window.attempt}/confirm`, { method: "POST" })
    },
  },
  {
    name: "redeeming with a wrong value",
    ...CONFIRMATION,
    run: async (world) => {
      const { attempt } = await member(world).consent(await member(world).prepare(["trello"]))
      return redeemAs(member(world), attempt, "guessed")
    },
  },
  {
    name: "redeeming before the callback page has opened",
    ...CONFIRMATION,
    run: async (world) => {
      const window = await openWindow(member(world))
      await member(world).visit(await consentAt(window))
      return redeemAs(member(world), window.attempt, "")
    },
  },
]
