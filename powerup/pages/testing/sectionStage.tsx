import type { LinkReason, LinkSync, LinkSyncState } from "../../../core/contract/sync.ts"
import type { Link } from "../../../core/contract/cards.ts"
import { SectionPage } from "../section/SectionPage.tsx"
// The page fetches these when it shows them; here they are at hand, so that no test waits for a first compilation.
import "../section/CardPicture.tsx"
import "../../../core/cards/toAppCard.ts"
import { buildFakeClient, type FakeClient } from "./fakeClient.ts"
import type { FakeHostOptions } from "./fakeHost.ts"
import { link, WORKSPACE } from "./samples.ts"
import { NOW, show, type Shown } from "./show.tsx"

export const roadmap = { id: "uXjVBoard1=", name: "Roadmap" }
export const retro = { id: "uXjVBoard2=", name: "Retro" }

/** The card's entry on Trello, on one board. */
export const entry = (state = "ok") => ({
  v: 1,
  boards: [{ ...roadmap, item: "3458764517517819000", state }],
})

/** What the member has connected, as an earlier page noted it. */
export const connectedNote = {
  [`member/private/c:${WORKSPACE}`]: { v: 1, trello: true, miro: true },
}

/** Opens the section of a card that its entries on Trello know on one board. */
export function openSection(options: FakeHostOptions & { readonly fake?: FakeClient } = {}): Shown {
  const data = { "card/shared/m": entry(), "board/shared/m": "c", ...options.data }
  return show(
    (props) => (
      <SectionPage
        {...props}
        appOrigin="https://app.example"
        trelloOrigin="https://trello.com"
        miroOrigin="https://miro.com"
      />
    ),
    { ...options, data },
  )
}

/** 14:03 on the day of the tests, wherever they are run. */
export const AT_1403 = new Date(new Date(NOW).setHours(14, 3, 0, 0)).toISOString()

/** A link that stands so since 14:03 on the day of the tests, pushed by the person who looks. */
export function standing(
  state: LinkSyncState,
  reason: LinkReason | null = null,
  changes: Partial<LinkSync> = {},
): Link {
  return { ...link(roadmap), sync: { state, reason, since: AT_1403, mine: true, ...changes } }
}

/** A client of whom the Worker says that the card has these links. */
export function linked(...links: readonly Link[]): FakeClient {
  return buildFakeClient({ cardLinks: () => ({ links: [...links] }) })
}
