import type { Action } from "./model.ts"

/** A place in the history: two actions of the same millisecond are told apart by their number. */
export interface Position {
  /** ISO 8601 in UTC. */
  readonly date: string
  readonly number: number
}

/** Below zero when `a` came before `b`. */
export function comparePositions(a: Position, b: Position): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return a.number - b.number
}

/** Whose history an action is part of. */
export type Subject = "board" | "card" | "list" | "member"

/** All actions, found by id and by what they concern. */
export class ActionLog {
  readonly #byId = new Map<string, Action>()
  readonly #positions = new Map<string, Position>()
  readonly #histories = new Map<string, Set<Action>>()
  readonly #comments = new Map<string, number>()
  #pushed = 0

  push(action: Action): void {
    this.#pushed += 1
    this.#byId.set(action.id, action)
    this.#positions.set(action.id, { date: action.date, number: this.#pushed })
    for (const name of namesOf(action)) {
      const history = this.#histories.get(name)
      if (history === undefined) this.#histories.set(name, new Set([action]))
      else history.add(action)
    }
    this.#countComment(action, 1)
  }

  /** Takes an action away; its place in the history stays known. */
  remove(action: Action): void {
    if (!this.#byId.delete(action.id)) return
    for (const name of namesOf(action)) this.#histories.get(name)?.delete(action)
    this.#countComment(action, -1)
  }

  get(id: string): Action | undefined {
    return this.#byId.get(id)
  }

  /** Oldest first. */
  of(subject: Subject, id: string): ReadonlySet<Action> {
    return this.#histories.get(`${subject} ${id}`) ?? new Set()
  }

  /** Oldest first. */
  values(): IterableIterator<Action> {
    return this.#byId.values()
  }

  /** Also of an action that was taken away; null when there never was one. */
  positionOf(id: string): Position | null {
    return this.#positions.get(id) ?? null
  }

  /** How many comments a card has. */
  countComments(idCard: string): number {
    return this.#comments.get(idCard) ?? 0
  }

  #countComment(action: Action, step: number): void {
    if (action.type !== "commentCard" || action.idCard === null) return
    this.#comments.set(action.idCard, this.countComments(action.idCard) + step)
  }
}

function namesOf(action: Action): string[] {
  return [
    `board ${action.idBoard}`,
    `member ${action.idMemberCreator}`,
    ...(action.idCard === null ? [] : [`card ${action.idCard}`]),
    ...(action.idList === null ? [] : [`list ${action.idList}`]),
  ]
}
