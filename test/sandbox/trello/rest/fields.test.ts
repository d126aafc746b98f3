import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient } from "../testing.ts"

const SCOPES = "read:board:trello write:board:trello read:organization:trello read:member:trello"

let trello: Client
let token = ""
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(async () => {
  await trello.control("reset")
  token = (await trello.connect("amaraokafor", SCOPES)).access_token
})

const main = () => trello.board("Website relaunch")
const named = (name: string) => main().cards.find((card) => card.name === name)?.id ?? ""
const call = async (method: string, path: string, body?: unknown) => {
  const answer = await trello.call(method, `/1${path}`, {
    token,
    ...(body === undefined ? {} : { body }),
  })
  return JSON.parse(answer.text)
}
const as = (username: string) => ({ cookie: `viewer=${trello.member(username)}` })

describe("a single field", () => {
  it.each(["desc", "dueComplete", "due", "idBoard", "pos"])("%s comes in _value", async (field) => {
    const path = `/cards/${named("Kick-off")}`
    expect(await call("GET", `${path}/${field}`)).toEqual({
      _value: (await call("GET", path))[field],
    })
  })

  it.each(["idLabels", "badges", "labels", "cover"])("%s comes as it is", async (field) => {
    const path = `/cards/${named("Redesign the navigation")}`
    expect(await call("GET", `${path}/${field}`)).toEqual((await call("GET", path))[field])
  })

  it.each([
    ["name", "Again"],
    ["desc", "Words"],
    ["closed", true],
    ["due", "2031-01-01T00:00:00.000Z"],
    ["pos", 77],
  ])("%s is written by itself", async (field, value) => {
    const path = `/cards/${named("Kick-off")}`
    expect((await call("PUT", `${path}/${field}`, { value }))[field]).toBe(value)
  })

  it("is also there of boards, lists, labels, checklists, actions, members and workspaces", async () => {
    const [list] = main().lists
    const [label] = await call("GET", `/boards/${main().id}/labels`)
    const [checklist] = await call("GET", `/boards/${main().id}/checklists`)
    const [action] = await call("GET", `/boards/${main().id}/actions`)
    const workspace = trello.seed.workspaces[0]
    expect([
      await call("GET", `/boards/${main().id}/name`),
      await call("GET", `/lists/${list?.id}/name`),
      await call("GET", `/labels/${label.id}?fields=color`),
      await call("GET", `/checklists/${checklist.id}/name`),
      await call("GET", `/actions/${action.id}/type`),
      await call("GET", "/members/me/username"),
      await call("GET", `/organizations/${workspace?.id}/displayName`),
    ]).toEqual([
      { _value: main().name },
      { _value: list?.name },
      { id: label.id, color: label.color },
      { _value: checklist.name },
      { _value: action.type },
      { _value: "amaraokafor" },
      { _value: workspace?.name },
    ])
  })
})

describe("what moves with what", () => {
  it("a card that changes boards loses labels, values and people who cannot follow", async () => {
    const goal = trello.board("Hiring")
    const id = named("Redesign the navigation")
    const before = await call("GET", `/cards/${id}?checklists=all`)
    expect(before.idLabels.length).toBeGreaterThan(0)
    const body = { idBoard: goal.id, idList: goal.lists[0]?.id }
    const after = await call("PUT", `/cards/${id}`, body)
    expect(after).toMatchObject({ idBoard: goal.id, idLabels: [], shortLink: before.shortLink })
    const allowed = goal.members.map((member) => member.id)
    expect(after.idMembers.every((member: string) => allowed.includes(member))).toBe(true)
    const { checklists, customFieldItems } = await call(
      "GET",
      `/cards/${id}?checklists=all&customFieldItems=true`,
    )
    expect(checklists.map((one: { idBoard: string }) => one.idBoard)).toEqual(
      before.checklists.map(() => goal.id),
    )
    expect(customFieldItems).toEqual([])
    const [away] = await call("GET", `/boards/${main().id}/actions?filter=moveCardFromBoard`)
    const [here] = await call("GET", `/boards/${goal.id}/actions?filter=moveCardToBoard`)
    expect(away.data.boardTarget.id).toBe(goal.id)
    expect(here.data.boardSource.id).toBe(main().id)
  })

  it("a list takes its cards along without an action for each", async () => {
    const goal = trello.board("Public roadmap")
    const [list] = main().lists
    const cards = await call("GET", `/lists/${list?.id}/cards?fields=id`)
    await call("PUT", `/lists/${list?.id}/idBoard`, { value: goal.id })
    const moved = await call("GET", `/boards/${goal.id}/cards?fields=id`)
    expect(moved).toEqual(expect.arrayContaining(cards))
    const types = (await call("GET", `/boards/${goal.id}/actions`)).map(
      (action: { type: string }) => action.type,
    )
    expect([types[0], types.includes("moveCardToBoard")]).toEqual(["moveListToBoard", false])
  })
})

describe("comments of others", () => {
  it("are changed by nobody, and deleted by admins of the board alone", async () => {
    const path = `/1/cards/${named("Kick-off")}/actions/comments`
    const body = { text: "By Diego" }
    const comment = await trello.call("POST", path, { ...as("diegofernandez"), body })
    const action = `/1/actions/${String(comment.json["id"])}`
    const change = { body: { text: "By somebody else" } }
    expect((await trello.call("PUT", action, { ...as("amaraokafor"), ...change })).status).toBe(401)
    expect((await trello.call("DELETE", action, as("priyaraman"))).status).toBe(401)
    expect((await trello.call("DELETE", action, as("amaraokafor"))).status).toBe(200)
    expect((await trello.call("GET", action, as("amaraokafor"))).status).toBe(404)
  })
})

describe("the compliance call", () => {
  it("tells whose token ended and whose account was deleted, and that it was asked", async () => {
    const path = `/plugins/${trello.seed.idPlugin}`
    expect(await call("GET", `${path}/compliance/memberPrivacy`)).toEqual([])
    expect((await call("GET", path)).compliance.lastPolled.memberPrivacy).toEqual(
      expect.any(String),
    )
    const diego = await trello.connect("diegofernandez")
    await trello.call("DELETE", `/1/tokens/${diego.access_token}`, { token: diego.access_token })
    const priya = trello.member("priyaraman")
    await trello.control("privacy", { member: priya, event: "accountDeleted" })
    expect(await call("GET", `${path}/compliance/memberPrivacy`)).toMatchObject([
      { id: trello.member("diegofernandez"), event: "tokenRevoked" },
      { id: priya, event: "accountDeleted" },
    ])
  })
})

describe("roles in a workspace", () => {
  it("change through the web client and show at once", async () => {
    const path = `/organizations/${trello.seed.workspaces[0]?.id}`
    const diego = trello.member("diegofernandez")
    const role = async () =>
      (await call("GET", `${path}/memberships`)).find(
        (one: { idMember: string }) => one.idMember === diego,
      )?.memberType
    const put = (type: string, who = "amaraokafor") =>
      trello.call("PUT", `/1${path}/members/${diego}`, { ...as(who), body: { type } })
    expect(await role()).toBe("normal")
    expect((await put("admin", "priyaraman")).status).toBe(401)
    await put("admin")
    expect(await role()).toBe("admin")
    await trello.call("DELETE", `/1${path}/members/${diego}`, as("amaraokafor"))
    expect(await role()).toBeUndefined()
    const amara = trello.member("amaraokafor")
    const last = await trello.call("DELETE", `/1${path}/members/${amara}`, as("amaraokafor"))
    expect(last.status).toBe(403)
  })
})

describe("a search", () => {
  it("wants whole words, or with `partial` their beginnings", async () => {
    const count = async (query: string) =>
      (await call("GET", `/search?modelTypes=cards&${query}`)).cards.length
    expect(await count("query=navigation")).toBeGreaterThan(0)
    expect(await count("query=navig")).toBe(0)
    expect(await count("query=navig&partial=true")).toBeGreaterThan(0)
    expect((await call("GET", "/search/members?query=pri"))[0].username).toBe("priyaraman")
  })
})
