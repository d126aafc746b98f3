import { expect } from "vitest"
import type { Receiver } from "../contract/receiver.ts"
import { type Answer, type Client, startClient } from "../testing.ts"
import { type Command, DUES, type World } from "./commands.ts"

const SCOPES = "read:board:trello write:board:trello read:organization:trello read:member:trello"
const BOARDS = ["Website relaunch", "Public roadmap", "Hiring"]
const WHO = "amaraokafor"

/** Through what somebody edits: Trello's own page, or a program. */
export type Way = "page" | "rest"

/** A stand-in that is edited in one way, and what it told its webhook. */
export interface Stage {
  readonly trello: Client
  /** Back to the seed, with a webhook on the first board. */
  begin(): Promise<World>
  run(world: World, command: Command): Promise<Answer>
  /** Boards, lists, cards, everything on them and the feed, without what differs by nature. */
  read(): Promise<string>
  /** What the webhook heard until now, without what differs by nature. */
  heard(): Promise<string>
  /** Ids that were made since the beginning of all. */
  readonly made: string[]
}

export async function startStage(way: Way, receiver: Receiver): Promise<Stage> {
  const trello = await startClient()
  const cookie = `viewer=${trello.member(WHO)}`
  const boards = BOARDS.map((name) => trello.board(name))
  const made: string[] = []
  let token = ""
  const byCookie = async (path: string) => (await trello.call("GET", path, { cookie })).text
  const callbackPath = "/hook"

  const stage: Stage = {
    trello,
    made,
    begin: async () => {
      await trello.control("reset")
      receiver.clear()
      token = (await trello.connect(WHO, SCOPES)).access_token
      const body = { idModel: boards[0]?.id, callbackURL: receiver.origin + callbackPath }
      const answer = await trello.call("POST", "/1/webhooks", { token, body })
      expect(answer.status).toBe(200)
      const list = async (part: string) =>
        (JSON.parse(await byCookie(`/1/boards/${boards[0]?.id}/${part}`)) as { id: string }[]).map(
          ({ id }) => id,
        )
      return {
        boards: boards.map(({ id }) => id),
        lists: boards.flatMap(({ lists }) => lists.map(({ id }) => id)),
        cards: boards.flatMap(({ cards }) => cards.slice(0, 4).map(({ id }) => id)),
        labels: (await list("labels")).slice(0, 3),
        members: [trello.member(WHO), trello.member("priyaraman"), trello.member("tomlindqvist")],
        comments: [],
        checklists: [],
        items: [],
        links: [],
        numberField: (await list("customFields"))[0] ?? "",
      }
    },
    run: async (world, command) => {
      const { method, path, body, made: remember } = command(world)
      const who = way === "page" ? { cookie } : { token }
      const sent = body === undefined ? {} : { body }
      const answer = await trello.call(method, `/1${path}`, { ...who, ...sent })
      if (answer.status === 200 && remember !== undefined) {
        const id = String(answer.json["id"])
        made.push(id)
        remember(world, id)
      }
      return answer
    },
    read: async () => {
      const parts = await Promise.all(
        boards.flatMap(({ id }) => [
          byCookie(
            `/1/boards/${id}?fields=name,desc,closed&lists=all&labels=all&labels_limit=1000`,
          ),
          byCookie(
            `/1/boards/${id}/cards/all?checklists=all&attachments=true&customFieldItems=true`,
          ),
          byCookie(`/1/boards/${id}/actions?limit=1000`),
        ]),
      )
      return normalise(`[${parts.join(",")}]`)
    },
    heard: async () => {
      // The last thing that is told: after it nothing is on its way.
      const marker = { name: `marker ${receiver.deliveries.length}` }
      await trello.call("PUT", `/1/boards/${boards[0]?.id}`, { cookie, body: marker })
      const own = () => receiver.deliveries.filter(({ path }) => path === callbackPath)
      await expect.poll(() => own().at(-1)?.body ?? "", { interval: 5 }).toContain(marker.name)
      const told = own().slice(0, -1)
      return normalise(`[${told.map(({ body }) => body).join(",")}]`)
    },
  }
  return stage

  /** Ids by their order of appearance, no times, no addresses, nobody's app. */
  function normalise(text: string): string {
    const seen = new Map<string, string>()
    const short = new Map<string, string>()
    return text
      .replaceAll(trello.origin, "")
      .replaceAll(receiver.origin, "")
      .replaceAll(/"appCreator":(?:null|\{[^}]*\})/g, '"appCreator":0')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (date) => (DUES.includes(date) ? date : "then"))
      .replaceAll(/\b[0-9a-f]{24}\b/g, (id) => {
        if (!seen.has(id)) seen.set(id, `id${seen.size}`)
        return seen.get(id) ?? ""
      })
      .replaceAll(/(?<="shortLink":"|\/c\/)[A-Za-z0-9]{8}\b/g, (link) => {
        if (!short.has(link)) short.set(link, `link${short.size}`)
        return short.get(link) ?? ""
      })
  }
}
