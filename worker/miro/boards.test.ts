import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import {
  audienceOf,
  buildCreateBoard,
  buildListBoards,
  parseCreateBoard,
  parseListBoards,
} from "./boards.ts"

const CONTEXT = { connection: "miro:1:2", miroOrigin: "https://miro.example" }
const BOARD = { id: "uXjVOD6LSME=", name: "Roadmap" }

function next(body: object) {
  const parsed = parseListBoards(answer(200, { data: [BOARD], ...body }), CONTEXT)
  return parsed.ok ? parsed.value.next : parsed
}

const read = (board: object) => {
  const parsed = parseListBoards(answer(200, { data: [{ ...BOARD, ...board }] }), CONTEXT)
  return parsed.ok ? parsed.value.boards[0] : parsed
}

describe("asking for boards", () => {
  it("asks for the last opened first, from the cursor on", () => {
    const { method, path } = buildListBoards({ query: "", cursor: "40" })
    expect(method).toBe("GET")
    expect(path).toBe("/v2/boards?limit=20&offset=40&sort=last_opened")
  })

  it("sends a search as text, whatever is in it", () => {
    const { path } = buildListBoards({ query: "  a&team_id=1 #ü ", cursor: undefined })
    const url = new URL(path, "https://x.example")
    expect(url.searchParams.get("query")).toBe("a&team_id=1 #ü")
    expect(url.searchParams.has("team_id")).toBe(false)
  })

  it("creates a board in the connection's team, its id as text", () => {
    const { path, body } = buildCreateBoard("New", "3074457358607431473")
    expect(path).toBe("/v2/boards")
    expect(body).toBe('{"name":"New","teamId":"3074457358607431473"}')
  })
})

describe("a board", () => {
  it("leads to the origin that we know, never to an address of the answer", () => {
    const viewLink = "https://evil.example/app/board/x"
    expect(read({ viewLink })).toMatchObject({
      url: "https://miro.example/app/board/uXjVOD6LSME%3D/",
    })
  })

  it.each([
    ["viewer", false],
    ["commenter", false],
    ["editor", true],
    ["coowner", true],
    ["owner", true],
    ["a role of tomorrow", false],
  ])("that one is %s of may be written to: %s", (role, canEdit) => {
    expect(read({ currentUserMembership: { role } })).toMatchObject({ canEdit })
  })

  it.each([
    [{ access: "edit" }, true],
    [{ teamAccess: "edit" }, true],
    [{ organizationAccess: "edit" }, true],
    [{ access: "view", teamAccess: "comment" }, false],
    [{}, false],
  ])("that one is no member of, shared as %j, may be written to: %s", (sharingPolicy, canEdit) => {
    expect(read({ policy: { sharingPolicy } })).toMatchObject({ canEdit })
  })

  it("keeps a role above what everybody may", () => {
    const policy = { sharingPolicy: { access: "edit" } }
    expect(read({ policy, currentUserMembership: { role: "viewer" } })).toMatchObject({
      canEdit: false,
    })
  })

  it("may come without name, team, dates and policy", () => {
    expect(read({ name: null, team: null, modifiedAt: null, policy: null })).toMatchObject({
      name: "",
      team: null,
      modifiedAt: null,
      audience: "invited",
      canEdit: false,
    })
  })
})

describe("audienceOf", () => {
  const PRIVATE = { access: "private", teamAccess: "private", organizationAccess: "private" }

  it.each([
    [{}, "invited"],
    [{ teamAccess: "view" }, "team_can_view"],
    [{ teamAccess: "comment" }, "team_can_view"],
    [{ teamAccess: "edit" }, "team_can_edit"],
    [{ organizationAccess: "view", teamAccess: "edit" }, "organization_can_view"],
    [{ organizationAccess: "edit" }, "organization_can_edit"],
    [{ access: "view", organizationAccess: "edit" }, "link_can_view"],
    [{ access: "comment" }, "link_can_view"],
    [{ access: "edit" }, "link_can_edit"],
  ])("names the widest circle of %j: %s", (sharing, audience) => {
    expect(audienceOf({ ...PRIVATE, ...sharing })).toBe(audience)
  })

  it("takes a board without a policy for one of the invited", () => {
    expect(audienceOf(undefined)).toBe("invited")
  })
})

describe("a page of boards", () => {
  it("leads on while there are more", () => {
    expect(next({ total: 3, offset: 1 })).toBe("2")
  })

  it("ends with the last board", () => {
    expect(next({ total: 2, offset: 1 })).toBeNull()
    expect(next({})).toBeNull()
  })

  it("ends where Miro promises more and sends none", () => {
    expect(next({ total: 9, offset: 1, data: [] })).toBeNull()
  })

  it.each([
    [answer(200, "{"), "upstream_malformed"],
    [answer(200, { data: [{ id: "../x" }] }), "upstream_malformed"],
    [answer(200, { boards: [] }), "upstream_malformed"],
    [answer(204, ""), "upstream_malformed"],
    [answer(400, ""), "upstream_refused"],
    [answer(403, ""), "miro_board_read_only"],
    [answer(500, ""), "upstream_unavailable"],
    [{ kind: "no_answer", reason: "cut" } as const, "upstream_unavailable"],
    [{ kind: "no_answer", reason: "timeout" } as const, "upstream_timeout"],
  ])("%j: %s", (result, code) => {
    expect(parseListBoards(result, CONTEXT)).toMatchObject({ failure: { code, provider: "miro" } })
  })
})

describe("a created board", () => {
  it("is read like a listed one", () => {
    const created = { ...BOARD, currentUserMembership: { role: "owner" } }
    expect(parseCreateBoard(answer(201, created), CONTEXT)).toMatchObject({
      value: { id: BOARD.id, canEdit: true, connection: "miro:1:2" },
    })
  })

  it.each([
    [answer(403, { code: "boardLimitReached" }), "miro_board_limit"],
    [answer(403, { code: "insufficientPermissions" }), "miro_boards_not_allowed"],
    [{ kind: "no_answer", reason: "timeout" } as const, "outcome_unknown"],
    [answer(201, "{"), "upstream_malformed"],
    [answer(429, ""), "upstream_rate_limited"],
  ])("%j: %s", (result, code) => {
    expect(parseCreateBoard(result, CONTEXT)).toMatchObject({ failure: { code } })
  })
})
