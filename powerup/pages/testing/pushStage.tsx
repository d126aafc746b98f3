import { screen } from "@testing-library/react"
import { PushPage } from "../push/PushPage.tsx"
import { buildFakeClient, type FakeClient } from "./fakeClient.ts"
import type { FakeHostOptions } from "./fakeHost.ts"
import { DESIGN, link, miroBoard } from "./samples.ts"
import { show, type Shown } from "./show.tsx"

export const roadmap = { id: "uXjVBoard1=", name: "Roadmap" }
/** What somebody chose who pushed to the first board. */
export const last = { v: 1, connection: DESIGN, ...roadmap, audience: "link_can_view" }

/** What Trello keeps of somebody who pushed to the first board last. */
export const withLast = { "board/private/last": last }

/** Opens the popup on the card of the samples. */
export function openPush(options: FakeHostOptions & { readonly fake?: FakeClient } = {}): Shown {
  return show((props) => <PushPage {...props} trelloOrigin="https://trello.com" />, options)
}

/** A client with two Miro boards that pushes and removes. */
export function pushing(outcome: "created" | "updated" = "created"): FakeClient {
  return buildFakeClient({
    listBoards: () => ({ boards: [miroBoard(1, "Roadmap"), miroBoard(2, "Retro")], next: null }),
    pushCard: ({ miroBoard: board }) => ({ outcome, link: link(board), links: [link(board)] }),
    removeCard: () => ({ links: [] }),
  })
}

/** A client whose pushes fail. */
export function failing(error: Error): FakeClient {
  const fake = pushing()
  fake.answers.pushCard = () => {
    throw error
  }
  return fake
}

/** The button of that name, once it is there. */
export const button = (name: string | RegExp) => screen.findByRole("button", { name })
