import { boundsOf, type Rect } from "../../../core/cards/rect.ts"
import { type BoardItem, buildListItems, parseListItems } from "../../miro/items.ts"
import { endOf, type JobRun, OUT_OF_CALLS, type StepEnd } from "./ports.ts"

export type Survey =
  | {
      readonly kind: "complete"
      readonly items: readonly BoardItem[]
      /** When the reading began: what happened since may be missing. Milliseconds since 1970. */
      readonly beganAt: number
    }
  | { readonly kind: "ended"; readonly end: StepEnd }

/**
 * Reads everything that is on the Miro board, over as many invocations as it takes. What was read is remembered; after
 * a restart it begins anew, which costs reads alone.
 */
export async function readSurvey({ ports, meter, record }: JobRun): Promise<Survey> {
  const { memory } = ports
  const beganAt = ports.clock.now()
  memory.survey ??= { items: new Map(), beganAt, cursor: null, complete: false }
  const survey = memory.survey
  while (!survey.complete) {
    if (!meter.take()) return { kind: "ended", end: OUT_OF_CALLS }
    const call = buildListItems(record().miroBoard.id, survey.cursor)
    const page = parseListItems(await ports.miro({ ...call, priority: "background" }))
    if (!page.ok) return { kind: "ended", end: endOf(page.failure) }
    const { cursor } = page.value
    if (cursor !== null && cursor === survey.cursor) {
      return { kind: "ended", end: endOf({ code: "upstream_malformed", provider: "miro" }) }
    }
    // What changes while somebody reads may come on two pages.
    for (const item of page.value.items) survey.items.set(item.id, item)
    survey.cursor = cursor
    survey.complete = cursor === null
  }
  return { kind: "complete", items: [...survey.items.values()], beganAt: survey.beganAt }
}

/** An item's place on the canvas. */
export interface PlacedRect {
  readonly id: string
  readonly rect: Rect
  readonly parent: string | null
}

/** Where every item is on the canvas: children of frames are told from their frame's top left. */
export function placeOnCanvas(items: readonly BoardItem[]): PlacedRect[] {
  const roots = new Map(
    items.filter(({ parent }) => parent === null).map((item) => [item.id, boundsOfItem(item)]),
  )
  return items.map((item) => {
    const rect = boundsOfItem(item)
    const frame = item.parent === null ? undefined : roots.get(item.parent)
    const { id, parent } = item
    if (frame === undefined) return { id, rect, parent: null }
    return { id, parent, rect: { ...rect, x: rect.x + frame.x, y: rect.y + frame.y } }
  })
}

function boundsOfItem({ x, y, width, height, rotation }: BoardItem): Rect {
  return boundsOf(x, y, width, height, rotation)
}
