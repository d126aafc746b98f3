import type { TrelloContext } from "../../client/index.ts"

export interface PageContext {
  readonly board?: string | undefined
  readonly card?: string | undefined
  /** A 24-digit id, or `notLoggedIn` for a viewer without an account. */
  readonly member?: string | undefined
  /** Absent when the board is in no workspace. */
  readonly organization?: string | undefined
  readonly locale?: string | undefined
  readonly theme?: unknown
  readonly initialTheme?: unknown
}

/**
 * What the pages use of Trello's `t` (`TrelloPowerUp.iframe()`). Answers are `unknown` where Trello's host makes
 * them: they are parsed where they are read. Narrow, so that a page can be run without Trello.
 */
export interface PageHost extends TrelloContext {
  getContext(): PageContext
  isMemberSignedIn(): boolean
  memberCanWriteToModel(model: "board" | "card" | "organization"): boolean
  get(scope: Scope, visibility: Visibility, key: string): PromiseLike<unknown>
  set(scope: Scope, visibility: Visibility, key: string, value: unknown): PromiseLike<unknown>
  /** A card's id as the scope means that card of the board (client library). */
  remove(scope: string, visibility: Visibility, key: string): PromiseLike<unknown>
  card(...fields: string[]): PromiseLike<unknown>
  /** The open cards of the board that the member sees. */
  cards(...fields: string[]): PromiseLike<unknown>
  list(...fields: string[]): PromiseLike<unknown>
  /** The open lists of the board, in its order. */
  lists(...fields: string[]): PromiseLike<unknown>
  board(...fields: string[]): PromiseLike<unknown>
  organization(...fields: string[]): PromiseLike<unknown>
  sizeTo(height: number): PromiseLike<unknown>
  /** Opens a page in a popup beside a point of this page; a page has no other way to say where (client library). */
  popup(options: PopupOptions): PromiseLike<unknown>
  /** A message over Trello's page, which stays when the page that asked for it is loaded anew: 1–140 characters. */
  alert(options: AlertOptions): PromiseLike<unknown>
  /** Opens a card of the board over it. */
  showCard(card: string): PromiseLike<unknown>
  /** `fn` runs at every change on the board, and at first; a later `fn` takes its place. */
  render(fn: () => void): unknown
  /** What the page was opened with: convenience, which anybody could have written into its address. */
  arg(name: string): unknown
}

export interface AlertOptions {
  readonly message: string
  readonly display: "success"
}

export interface PopupOptions {
  readonly title: string
  /** Absolute. */
  readonly url: string
  /** Pixels until that page has measured itself. */
  readonly height: number
  readonly mouseEvent: { readonly clientX: number; readonly clientY: number }
}

type Scope = "board" | "card" | "member" | "organization"
type Visibility = "shared" | "private"

/** Whether the member may write; the library throws where Trello says nothing about it. */
export function canWrite(t: PageHost, model: "board" | "card"): boolean {
  try {
    return t.memberCanWriteToModel(model)
  } catch {
    return false
  }
}

/** The `name` of what Trello's host answered, or null. */
export function nameOf(value: unknown): string | null {
  return typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string"
    ? value.name
    : null
}
