import { answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { buildCardSource } from "./cards.ts"
import { buildJob } from "./job.fixture.ts"
import { CallMeter } from "../callMeter.ts"
import type { JobRow } from "./record.ts"
import {
  buildCard,
  buildRow,
  buildStoredFrame,
  buildTrelloBoard,
  cardId,
  itemId,
  MIRO_BOARD,
} from "./samples.fixture.ts"
import { sendCards } from "./sendCards.ts"

/** An app card as it is sent. */
export interface Body {
  readonly data: { readonly title: string }
  readonly position: { readonly x: number; readonly y: number }
  readonly parent: { readonly id: string }
}
export const bodiesOf = ({ body }: UpstreamCall) => JSON.parse(body ?? "[]") as Body[]
/** Card n becomes item n. */
export const numberOf = ({ data }: Body) => Number(/Card(\d{4})/.exec(data.title)?.[1])
/** Miro makes them all. */
export const made = (call: UpstreamCall) =>
  answer(201, {
    data: bodiesOf(call).map((body) => ({ ...body, id: itemId(numberOf(body)) })),
  })
export const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => buildRow(n, { x: n * 10 }))

/** Rows that are ready to be sent, into a frame that is there. */
export function buildSending(
  rows: readonly JobRow[],
  miro: (call: UpstreamCall, nth: number) => UpstreamResult | Promise<UpstreamResult>,
  more: Partial<Parameters<typeof buildJob>[0]> = {},
) {
  const board = more.board ?? buildTrelloBoard(rows.map(({ seq }) => buildCard(seq)))
  const built = buildJob({ rows, frames: [buildStoredFrame()], miro, ...more, board })
  const source = buildCardSource(board, [], built.ports)
  const { jobs, links } = built.ports.tables
  return {
    ...built,
    jobs,
    links,
    send: (calls = 45) => sendCards({ ...built.run, meter: new CallMeter(calls) }, source),
    link: (n: number) => links.read(cardId(n), MIRO_BOARD),
  }
}
