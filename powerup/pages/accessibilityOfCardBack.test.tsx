// @vitest-environment happy-dom
import { describe, expect, it } from "vitest"
import { ApiError } from "../client/index.ts"
import type { PageProps } from "../ui/page/start.tsx"
import { AttachmentsPage } from "./attachments/AttachmentsPage.tsx"
import { SectionPage } from "./section/SectionPage.tsx"
import { SettingsPage } from "./settings/SettingsPage.tsx"
import { buildFakeClient } from "./testing/fakeClient.ts"
import { type PageCase, violationsOf } from "./testing/pageCase.tsx"
import { boardSync, link } from "./testing/samples.ts"
import { connectedNote, entry, linked, retro, standing } from "./testing/sectionStage.tsx"

const section = (props: PageProps) => (
  <SectionPage
    {...props}
    appOrigin="https://app.example"
    trelloOrigin="https://trello.com"
    miroOrigin="https://miro.com"
  />
)
const connected = { data: { "card/shared/m": entry(), ...connectedNote } }

const attachments = (props: PageProps) => (
  <AttachmentsPage {...props} miroOrigin="https://miro.com" />
)
const links = [{ name: "Sprint 48", url: "https://miro.com/app/board/uXjVOD6LSME=/" }]

/** A client of whom the Worker says that a card is so. */
function stands(...args: Parameters<typeof standing>) {
  return { page: section, options: connected, fake: linked(standing(...args)) }
}

const paused = buildFakeClient({
  boardSync: () => boardSync({ state: "paused", reason: "trello_lost" }),
})
paused.check = () => Promise.reject(new ApiError("upstream_unavailable"))

const CASES: Readonly<Record<string, PageCase>> = {
  "section: from the entry": {
    page: section,
    options: { data: { "card/shared/m": entry("broken") } },
    shows: /is gone/,
  },
  "section: somewhere": {
    page: section,
    options: { data: { "board/shared/m": "c" } },
    shows: /This card is on Miro/,
  },
  "section: in step": { ...stands("in_step"), shows: /In step/ },
  "section: waiting": { ...stands("waiting"), shows: /on its way/ },
  "section: paused": { ...stands("paused", "miro_lost"), shows: /Your Miro connection/ },
  "section: ended": { ...stands("ended", "card_out_of_reach"), shows: /Miro keeps it/ },
  "section: gone, and on another board": {
    page: section,
    options: connected,
    fake: linked(standing("gone", "deleted_on_miro"), link(retro)),
    shows: /Somebody deleted the card/,
  },
  "attachments: a drawing": { page: attachments, options: { args: { links } }, shows: /Sprint 48/ },
  "attachments: the live board": {
    page: attachments,
    options: { args: { links } },
    press: [/Show the board here/],
    shows: /You may have to sign in to Miro/,
  },
  "settings: a board that is paused": {
    page: (props) => <SettingsPage {...props} />,
    fake: paused,
    shows: /Nobody whose Trello connection/,
  },
}

describe("the card back for assistive technology", () => {
  it.each(Object.keys(CASES))("%s breaks no rule of axe", async (name) => {
    const found = CASES[name] ?? { page: section, shows: /never/ }
    expect(await violationsOf(found)).toEqual([])
  })
})
