import { Hono } from "hono"
import type { Board, Card } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import type { Caller, RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard } from "./guard.ts"
import { mayReadBoards, reaches } from "./open.ts"
import {
  type Params,
  pickFields,
  readCount,
  readFlag,
  readIds,
  readParams,
  readText,
  requireText,
} from "./params.ts"
import { viewBoard, viewOrganization } from "./views/board.ts"
import { MEMBER_FIELDS, viewMember } from "./views/member.ts"
import { viewNestedCard } from "./views/nested.ts"

const MEMBERS_MAX = 20

/** `GET /search`: every word of the query must be in a name or description, with `partial` as the beginning of a word. */
export function buildSearchRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/search", guard("id", ANY_SCOPE), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    const words = requireText(params, "query").toLowerCase().split(/\s+/)
    const matches = buildMatcher(words, readFlag(params, "partial") ?? false)
    const types = (readText(params, "modelTypes") ?? "all").split(",")
    const wants = (type: string): boolean => types.includes("all") || types.includes(type)
    const boards = boardsFor(caller, params)
    const options = { terms: words.map((text) => ({ text })), modifiers: [] }
    return c.json({
      options: { ...options, modelTypes: types, partial: readFlag(params, "partial") ?? false },
      ...(wants("cards") ? { cards: findCards(boards, params, matches) } : {}),
      ...(wants("boards") ? { boards: findBoards(boards, params, matches) } : {}),
      ...(wants("organizations")
        ? { organizations: findOrganizations(caller, params, matches) }
        : {}),
      ...(wants("members") ? { members: findMembers(boards, params, matches, "members_") } : {}),
    })
  })

  app.get("/search/members", guard("id", ANY_SCOPE), async (c) => {
    const params = await readParams(c)
    const words = requireText(params, "query").toLowerCase().split(/\s+/)
    const idBoard = params.get("idBoard")
    const boards = boardsFor(
      c.get("caller"),
      new Map(idBoard === undefined ? [] : [["idBoards", idBoard]]),
    )
    return c.json(findMembers(boards, params, buildMatcher(words, true), ""))
  })

  function boardsFor(caller: Caller, params: Params): Board[] {
    const idBoards = params.get("idBoards") === "mine" ? undefined : readIds(params, "idBoards")
    const idOrganizations = readIds(params, "idOrganizations")
    if (!mayReadBoards(caller)) return []
    return [...trello.store.boards.values()]
      .filter((board) => reaches(trello, caller, board))
      .filter((board) => idBoards === undefined || idBoards.includes(board.id))
      .filter(
        ({ idOrganization }) =>
          idOrganizations === undefined || idOrganizations.includes(idOrganization ?? ""),
      )
  }

  function findCards(boards: readonly Board[], params: Params, matches: Matcher): unknown[] {
    const limit = readCount(params, "cards_limit", { min: 1, max: 1000, otherwise: 10 })
    const page = readCount(params, "cards_page", { min: 0, max: 100, otherwise: 0 })
    const idCards = readIds(params, "idCards")
    const shown = (card: Card): boolean =>
      !card.closed &&
      (idCards === undefined || idCards.includes(card.id)) &&
      matches(card.name, card.desc)
    return boards
      .flatMap((board) => [...trello.store.cards.by("board", board.id)])
      .filter(shown)
      .slice(page * limit, (page + 1) * limit)
      .map((card) => viewNestedCard(trello, card, params, "card_"))
  }

  function findBoards(boards: readonly Board[], params: Params, matches: Matcher): unknown[] {
    const limit = readCount(params, "boards_limit", { min: 1, max: 1000, otherwise: 10 })
    const fields = params.get("board_fields")
    return boards
      .filter((board) => matches(board.name, board.desc))
      .slice(0, limit)
      .map((board) => pickFields(viewBoard(trello, board), fields, ["name", "idOrganization"]))
  }

  function findOrganizations(caller: Caller, params: Params, matches: Matcher): unknown[] {
    if (caller.kind === "nobody" || caller.idMember === null) return []
    const { idMember } = caller
    const limit = readCount(params, "organizations_limit", { min: 1, max: 1000, otherwise: 10 })
    const fields = params.get("organization_fields")
    return [...trello.store.organizations.values()]
      .filter(({ memberships }) => memberships.some((one) => one.idMember === idMember))
      .filter(({ id }) => caller.kind !== "grant" || caller.grant.idOrganization === id)
      .filter(({ name, displayName }) => matches(name, displayName))
      .slice(0, limit)
      .map((organization) => viewOrganization(trello, organization, idMember))
      .map((view) => pickFields(view, fields, ["name", "displayName"]))
  }

  function findMembers(
    boards: readonly Board[],
    params: Params,
    matches: Matcher,
    prefix: string,
  ): unknown[] {
    const range = prefix === "" ? { max: MEMBERS_MAX, otherwise: 8 } : { max: 1000, otherwise: 10 }
    const limit = readCount(params, `${prefix}limit`, { min: 1, ...range })
    const known = new Set(
      boards.flatMap(({ memberships }) => memberships.map(({ idMember }) => idMember)),
    )
    return [...trello.store.members.values()]
      .filter(({ id, fullName, username }) => known.has(id) && matches(fullName, username))
      .slice(0, limit)
      .map((member) =>
        pickFields(viewMember(trello, member), params.get("member_fields"), MEMBER_FIELDS),
      )
  }
  return app
}

type Matcher = (...texts: string[]) => boolean

function buildMatcher(words: readonly string[], partial: boolean): Matcher {
  return (...texts) => {
    const found = texts
      .join("\n")
      .toLowerCase()
      .split(/[^\p{L}\p{N}_]+/u)
    const has = (word: string): boolean =>
      partial ? found.some((one) => one.startsWith(word)) : found.includes(word)
    return words.every((word) =>
      word.split(/[^\p{L}\p{N}_]+/u).every((part) => part === "" || has(part)),
    )
  }
}
