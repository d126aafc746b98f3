import { type Answer, type CallOptions, type Client, startClient } from "../testing.ts"

const WRITE = "read:board:trello write:board:trello read:organization:trello read:member:trello"

/** A stand-in with tokens of people who may do different things, and the ids of what they try. */
export interface Known {
  readonly trello: Client
  /** Calls as a name of the known ones, with any other access token, or as nobody (""). */
  send(method: string, path: string, by: string, body?: unknown): Promise<Answer>
}

export async function startKnown(): Promise<Known> {
  const trello = await startClient()
  const token = async (username: string, scope?: string) =>
    (await trello.connect(username, scope)).access_token
  const main = trello.board("Website relaunch")
  const other = trello.board("Mobile app")
  const hiring = trello.board("Hiring")
  let known: Readonly<Record<string, string>> = {
    board: main.id,
    card: main.cards[0]?.id ?? "",
    list: main.lists[0]?.id ?? "",
    other: other.id,
    otherCard: other.cards[0]?.id ?? "",
    otherList: other.lists[0]?.id ?? "",
    hiring: hiring.id,
    hiringCard: hiring.cards[0]?.id ?? "",
    roadmap: trello.board("Public roadmap").id,
    workspace2: trello.seed.workspaces[1]?.id ?? "",
    tom: trello.member("tomlindqvist"),
    diego: trello.member("diegofernandez"),
    writer: await token("diegofernandez", WRITE),
    amara: await token("amaraokafor", WRITE),
    reader: await token("diegofernandez", "read:board:trello"),
    observer: await token("leilahaddad", WRITE),
  }
  const cookie = `viewer=${trello.member("amaraokafor")}`
  const written = await trello.call("POST", `/1/cards/${known["card"]}/actions/comments`, {
    cookie,
    body: { text: "By Amara" },
  })
  const labels = await trello.call("GET", `/1/boards/${known["board"]}/labels`, { cookie })
  const fields = await trello.call("GET", `/1/boards/${known["board"]}/customFields`, { cookie })
  const actions = await trello.call("GET", `/1/boards/${known["board"]}/actions`, { cookie })
  const created = (JSON.parse(actions.text) as { id: string; type: string }[]).find(
    ({ type }) => type === "createCard",
  )
  known = {
    ...known,
    comment: String(written.json["id"]),
    label: ids(labels)[0] ?? "",
    number: ids(fields)[0] ?? "",
    choice: ids(fields)[1] ?? "",
    created: created?.id ?? "",
  }
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole)
  const send = (method: string, path: string, by: string, body?: unknown) => {
    const options: CallOptions = {
      ...(by === "" ? {} : { token: known[by] ?? by }),
      ...(body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(body))) as unknown }),
    }
    return trello.call(method, `/1${fill(path)}`, options)
  }
  return { trello, send }
}

function ids(answer: Answer): string[] {
  return (JSON.parse(answer.text) as { id: string }[]).map(({ id }) => id)
}
