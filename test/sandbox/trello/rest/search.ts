import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import type { RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard } from "./guard.ts"
import { reaches } from "./open.ts"
import { pickFields, readCount, readIds, readParams, readText, requireText } from "./params.ts"
import { BOARD_FIELDS, viewBoard } from "./views/board.ts"
import { MEMBER_FIELDS, viewMember } from "./views/member.ts"
import { viewNestedCard } from "./views/nested.ts"

/** `GET /search` for cards, boards and members: every word of the query must be in the name or description. */
export function buildSearchRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  app.get("/search", guard("id", ANY_SCOPE), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    const query = requireText(params, "query")
    const words = query.toLowerCase().split(/\s+/)
    const types = (readText(params, "modelTypes") ?? "all").split(",")
    const wants = (type: string): boolean => types.includes("all") || types.includes(type)
    const mayReadBoards =
      caller.kind !== "grant" || caller.grant.scopes.includes("read:board:trello")
    const idBoards = params.get("idBoards") === "mine" ? undefined : readIds(params, "idBoards")
    const boards = [...trello.store.boards.values()].filter(
      (board) =>
        mayReadBoards &&
        reaches(trello, caller, board) &&
        (idBoards === undefined || idBoards.includes(board.id)),
    )
    const matches = (...texts: string[]): boolean => {
      const text = texts.join("\n").toLowerCase()
      return words.every((word) => text.includes(word))
    }
    const ids = new Set(boards.map((board) => board.id))
    const cards = [...trello.store.cards.values()].filter(
      (card) => ids.has(card.idBoard) && !card.closed && matches(card.name, card.desc),
    )
    const onBoards = new Set(
      boards.flatMap(({ memberships }) => memberships.map(({ idMember }) => idMember)),
    )
    const members = [...trello.store.members.values()].filter(
      ({ id, fullName, username }) => onBoards.has(id) && matches(fullName, username),
    )
    const limit = readCount(params, "cards_limit", { min: 1, max: 1000, otherwise: 10 })
    const page = readCount(params, "cards_page", { min: 0, max: 100, otherwise: 0 })
    return c.json({
      options: { terms: words.map((text) => ({ text })), modifiers: [], partial: false },
      ...(wants("cards")
        ? {
            cards: cards
              .slice(page * limit, (page + 1) * limit)
              .map((card) => viewNestedCard(trello, card, params, "card_")),
          }
        : {}),
      ...(wants("boards")
        ? {
            boards: boards
              .filter((board) => matches(board.name, board.desc))
              .map((board) =>
                pickFields(viewBoard(trello, board), params.get("board_fields"), BOARD_FIELDS),
              ),
          }
        : {}),
      ...(wants("members")
        ? {
            members: members.map((member) =>
              pickFields(viewMember(trello, member), params.get("member_fields"), MEMBER_FIELDS),
            ),
          }
        : {}),
    })
  })
  return app
}
