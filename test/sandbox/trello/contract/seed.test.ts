import * as v from "valibot"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"
import { Action } from "./action.ts"
import { BatchResult, SearchResult } from "./answers.ts"
import { Board, CustomField, DefaultBoard, Label, List, Plugin, PluginData } from "./board.ts"
import { Attachment, Card, Checklist, CustomFieldItem } from "./card.ts"
import { expectAnswer } from "./expect.ts"
import {
  FullMember,
  Member,
  Membership,
  MembershipWithMember,
  NestedMember,
  Organization,
  Token,
} from "./people.ts"

let trello: Client
let tokens: readonly Tokens[]
beforeAll(async () => {
  trello = await startClient()
  const first = await trello.connect("amaraokafor")
  tokens = [first, await trello.connect("priyaraman", undefined, 1)]
  const shared = { visibility: "shared", value: '{"miro":[1,2]}' }
  const cookie = `viewer=${trello.member("amaraokafor")}`
  const [board] = trello.seed.boards
  const idOrganization = trello.seed.workspaces[0]?.id
  for (const [scope, idModel] of [
    ["board", board?.id],
    ["card", board?.cards[0]?.id],
    ["organization", idOrganization],
  ]) {
    const body = { scope, idModel, ...shared }
    await trello.call("PUT", "/_page/pluginData", { cookie, body })
  }
})
afterAll(() => trello.close())

/** The boards of one of the two workspaces, read with the token for it. */
const boardsOf = (workspace: number) =>
  trello.seed.boards.filter(
    ({ idOrganization }) => idOrganization === trello.seed.workspaces[workspace]?.id,
  )
// The clock moves on, so that no rate limit ends the reading.
const read = async (path: string, workspace = 0) => {
  await trello.control("clock", { advanceSeconds: 1 })
  return await trello.call("GET", path, { token: tokens[workspace]?.access_token ?? "" })
}

describe.each([0, 1])("everything in workspace %d has the documented form", (workspace) => {
  it("boards, lists, labels, people, fields and their feed", async () => {
    expect(boardsOf(workspace).length).toBeGreaterThan(0)
    for (const { id } of boardsOf(workspace)) {
      const path = `/1/boards/${id}`
      const all = async <S extends v.GenericSchema>(schema: S, part: string) =>
        expectAnswer(v.array(schema), await read(`${path}/${part}`, workspace))
      expectAnswer(Board, await read(`${path}?fields=all`, workspace))
      expectAnswer(DefaultBoard, await read(path, workspace))
      expect((await all(List, "lists?filter=all")).length).toBeGreaterThan(0)
      await all(Label, "labels?limit=1000")
      await all(NestedMember, "members")
      await all(MembershipWithMember, "memberships?member=true")
      await all(CustomField, "customFields")
      await all(PluginData, "pluginData")
      await all(Checklist, "checklists")
      expect((await all(Action, "actions?limit=1000")).length).toBeGreaterThan(0)
      await all(Plugin, "plugins")
    }
  })

  it("cards with all that hangs on them", async () => {
    const Nested = v.strictObject({
      ...Card.entries,
      members: v.array(NestedMember),
      checklists: v.array(Checklist),
      attachments: v.array(Attachment),
      customFieldItems: v.array(CustomFieldItem),
      pluginData: v.array(PluginData),
      actions: v.array(Action),
      list: List,
      board: DefaultBoard,
    })
    const parts = "members checklists attachments customFieldItems pluginData actions list board"
    const query = parts
      .split(" ")
      .map((part) => `${part}=true`)
      .join("&")
    for (const { id, cards } of boardsOf(workspace)) {
      const answer = await read(`/1/boards/${id}/cards/all?${query}`, workspace)
      expect(expectAnswer(v.array(Nested), answer)).toHaveLength(cards.length)
    }
  })
})

const main = () => trello.board("Website relaunch")

describe("the other answers that are read", () => {
  it("a member, a workspace and its roles", async () => {
    const { id = "" } = trello.seed.workspaces[0] ?? {}
    expectAnswer(Member, await read("/1/members/me"))
    expectAnswer(v.array(DefaultBoard), await read("/1/members/me/boards?filter=open"))
    expectAnswer(v.array(Card), await read(`/1/members/${trello.member("priyaraman")}/cards`))
    expectAnswer(v.array(Action), await read("/1/members/me/actions"))
    expectAnswer(Organization, await read(`/1/organizations/${id}?fields=all`))
    expectAnswer(v.array(PluginData), await read(`/1/organizations/${id}/pluginData`))
    const all = await read(`/1/organizations/${id}/memberships`)
    const [first] = expectAnswer(v.array(Membership), all)
    const one = await read(`/1/organizations/${id}/memberships/${first?.id}?member=true`)
    expect(expectAnswer(MembershipWithMember, one).memberType).toBe("admin")
    const mine = await read(`/1/organizations/${id}/memberships?filter=me`)
    expect(expectAnswer(v.array(Membership), mine)[0]?.idMember).toBe(trello.member("amaraokafor"))
  })

  it("search and batch", async () => {
    const found = expectAnswer(SearchResult, await read("/1/search?query=navig&partial=true"))
    expect(found.cards?.length).toBeGreaterThan(0)
    const urls = `/boards/${main().id},/cards/${main().cards[0]?.id},/cards/${"0".repeat(24)}`
    expectAnswer(BatchResult, await read(`/1/batch?urls=${urls}`))
  })

  it("the Power-Up and the token", async () => {
    const plugin = expectAnswer(Plugin, await read(`/1/plugins/${trello.seed.idPlugin}/`))
    expect(plugin.id).toBe(trello.seed.idPlugin)
    const token = tokens[0]?.access_token ?? ""
    const { idMember } = expectAnswer(Token, await read(`/1/tokens/${token}`))
    expect(expectAnswer(FullMember, await read(`/1/tokens/${token}/member`)).id).toBe(idMember)
  })

  it("an action and what it is about", async () => {
    const [{ id } = { id: "" }] = expectAnswer(
      v.array(Action),
      await read(`/1/boards/${main().id}/actions?limit=1`),
    )
    expect(expectAnswer(Action, await read(`/1/actions/${id}`)).id).toBe(id)
    expectAnswer(Board, await read(`/1/actions/${id}/board`))
    expectAnswer(Card, await read(`/1/actions/${id}/card`))
    expectAnswer(List, await read(`/1/actions/${id}/list`))
  })
})
