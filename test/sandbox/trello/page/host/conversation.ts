import { vi } from "vitest"
import type { PowerUp } from "../../library/powerUp.ts"
import type { CapabilityHandler } from "../../library/start.ts"
import { ids, sampleState } from "./samples.ts"
import { buildStage, type Stage, stageSecret } from "./stage.ts"

/** One of each kind of answer that a connector gives. */
export const handlers: Readonly<Record<string, CapabilityHandler>> = {
  "card-buttons": () => [
    {
      icon: "./send.svg",
      text: "Send",
      condition: "edit",
      callback: (t: PowerUp) =>
        t.popup({ title: "Send", url: "./send.html", height: 140, args: { step: 2 } }),
    },
  ],
  "card-badges": async (t) => {
    const { name } = (await t.card("name")) as { name: string }
    return [{ text: name, color: "green", dynamic: () => ({ text: "later" }) }]
  },
  "board-buttons": () => ({
    icon: { dark: "./dark.svg", light: "https://pu.example/light.svg" },
    text: "Overview",
    callback: (t: PowerUp) =>
      t.modal({
        url: "./overview.html",
        title: "Overview",
        accentColor: "#00ff00",
        fullscreen: true,
        actions: [{ icon: "./x.svg", alt: "Leave", position: "left", callback: () => null }],
      }),
  }),
  "format-url": (t) => {
    throw t.NotHandled()
  },
  "authorization-status": async (t) => ({
    authorized: (await t.get("board", "shared", "ok")) === true,
  }),
  "show-settings": (t) =>
    t.popup({
      title: "Settings",
      items: { only: () => null },
      search: { count: 4, placeholder: "find", empty: "none" },
    }),
}

/** One message: to whom, what, and what it carries beside the context. */
export type Line = readonly [to: string, what: string, carries?: unknown]

/** A message as it was posted. */
export interface Message {
  readonly type: string
  readonly data: {
    readonly command?: string
    readonly args?: readonly unknown[]
    readonly success?: boolean
    readonly response?: unknown
  }
}

function withoutContext(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  const { context: _context, locale: _locale, ...rest } = value as Record<string, unknown>
  return rest
}

function readLine(to: string, { type, data }: Message): Line {
  if (type !== "request") return [to, data.success === true ? "answer" : "refusal", data.response]
  const [argument] = data.args ?? []
  const isGreeting = data.command === "initialize"
  return [to, data.command ?? "", isGreeting ? argument : withoutContext(argument)]
}

/** What was posted, message by message. */
export function transcript(stage: Stage): Line[] {
  return stage.log.flatMap(({ to, data }) => {
    if (typeof data === "string") return [[to, data] as const]
    return (data as { data: Message[] }).data.map((message) => readLine(to, message))
  })
}

/** The signed address of a page that was opened from a place. */
export function addressOf(path: string, place: object, args?: object): string {
  const context = {
    board: ids.board,
    ...("card" in place ? { card: place.card } : {}),
    member: ids.member,
    organization: ids.organization,
    permissions: {
      board: "write",
      organization: "write",
      ...("card" in place ? { card: "write" } : {}),
    },
    version: "sandbox-1",
    locale: "en",
    theme: null,
    initialTheme: "dark",
    plugin: ids.plugin,
    ...("command" in place ? { command: place.command } : {}),
    ...("el" in place ? { el: place.el } : {}),
  }
  const fragment = JSON.stringify({ secret: stageSecret, context, locale: "en", args })
  return `https://pu.example/./${path}#${encodeURIComponent(fragment)}`
}

/** Where the popup was asked for. */
export const clicked = { card: ids.card, command: "card-buttons", el: "el-1" }
/** Where the modal was asked for. */
export const pressed = { command: "board-buttons", el: "el-2" }
/** The page of the popup. */
export const popupUrl = addressOf("send.html", clicked, { step: 2 })

/** Waits until an action of a callback was answered. */
function hear(stage: Stage, answers: number, action: string): Promise<void> {
  return vi.waitFor(() => {
    const lines = transcript(stage)
    const at = lines.findIndex(([, , carries]) =>
      JSON.stringify(carries)?.includes(`"action":"${action}"`),
    )
    if (at === -1 || lines.length <= at + answers) throw new Error(`Nobody answered ${action}.`)
  })
}

/** Everything that a Power-Up and its host say to each other, from the greeting to "done". */
export async function converse(): Promise<Stage> {
  const pluginData = [
    { scope: "board", idModel: ids.board, visibility: "shared", value: '{"ok":true}' },
  ]
  const stage = await buildStage({ ...sampleState, pluginData }, handlers)
  const { host, connector } = stage
  const card = { card: ids.card }
  const own = (name: string) => ({ name, owner: connector.toPage })
  const ask = (...question: Parameters<typeof host.ask>) =>
    host.ask(...question).catch(() => undefined)
  await ask("card-buttons", card)
  await ask("card-badges", card, { attachments: [] })
  await ask("board-buttons")
  await ask("format-url", card, { url: "https://a.example/" })
  await ask("authorization-status", card)
  await ask("list-actions", card)
  await host.run(own("cb1"), clicked)
  await ask("show-settings", { ...card, el: "el-3" })
  await host.run(own("cb3"), pressed)
  await host.run(own("cb77"), clicked, {}).catch(() => undefined)
  const release = host.retain([own("cb1")])
  await hear(stage, 1, "retain")
  release()
  await hear(stage, 1, "release")
  const { t } = stage.openPage(popupUrl)
  await t.sizeTo("#content")
  await t.jwt({ state: "nonce" })
  await t.set("card", "shared", "note", [1])
  await t.alert({ message: "Saved", duration: 6, display: "info" })
  await t.attach({ url: "https://b.example/x", name: "B" })
  await t.closePopup()
  t.notifyParent("done")
  return stage
}
