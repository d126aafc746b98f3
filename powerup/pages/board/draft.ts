import { EVERY_CARD, type JobKind, type Selection } from "../../../core/contract/jobs.ts"

/** A Miro board to push to or to remove from. */
export interface Target {
  readonly id: string
  readonly name: string
  /** The connection that reaches it; null where the Worker has to find out which one does. */
  readonly connection: string | null
}

/** What a person has put together so far. It outlives a reauthorization. */
export interface Draft {
  readonly kind: JobKind
  /** Null as long as none was chosen: then the page suggests one. */
  readonly target: Target | null
  readonly selection: Selection
  /** Names; null leaves what the Miro board shows. */
  readonly customFields: string[] | null
}

/** The draft that the page opens with, from the arguments of the modal (`openBoard` of the connector). */
export function buildDraft(args: { readonly kind: unknown; readonly list: unknown }): Draft {
  const { kind, list } = args
  return {
    kind: kind === "remove" ? "remove" : "push",
    target: null,
    selection: typeof list === "string" ? { ...EVERY_CARD, lists: [list] } : EVERY_CARD,
    customFields: null,
  }
}

/** Whether the selection leaves out any card. */
export function isFiltered(selection: Selection): boolean {
  return JSON.stringify(selection) !== JSON.stringify(EVERY_CARD)
}

/** `ids` with `id` in it or not. */
export function toggled(ids: readonly string[], id: string, wanted: boolean): string[] {
  const others = ids.filter((other) => other !== id)
  return wanted ? [...others, id] : others
}
