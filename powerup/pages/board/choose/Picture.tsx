import { useId } from "react"
import type { PlanAnswer } from "../../../../core/contract/jobs.ts"
import type { Formats } from "../../../ui/host/formats.ts"
import { countCards, planTexts } from "../texts.ts"

/** How many frames the picture has room for. */
const FRAMES_MAX = 12
/** How many cards are drawn in a frame; the number beside them says how many there are. */
const DRAWN_MAX = 5

interface PictureProps {
  readonly columns: PlanAnswer["columns"]
  readonly formats: Formats
}

/** Where new cards land: a frame for each list, in Trello's order. Drawn for the eye and told to a screen reader. */
export function Picture({ columns, formats }: PictureProps) {
  const title = useId()
  if (columns.every(({ created }) => created === 0)) return null
  // A list that has no frame and gets no card gets no frame either.
  const frames = columns.filter(({ created, newFrame }) => created > 0 || !newFrame)
  const drawn = frames.slice(0, FRAMES_MAX)
  const more = frames.length - drawn.length
  return (
    <figure className="picture" aria-labelledby={title}>
      <figcaption id={title}>{planTexts.picture}</figcaption>
      <div className="picture__board" aria-hidden="true">
        {drawn.map(({ list, name, created, newFrame }) => (
          <div key={list} className="picture__column">
            <span className="picture__name" title={name}>
              {name}
            </span>
            <div className={`picture__frame${newFrame ? " picture__frame--new" : ""}`}>
              {Array.from({ length: Math.min(created, DRAWN_MAX) }, (_, index) => (
                <span key={index} className="picture__card" />
              ))}
              {created > 0 && <span className="picture__count">+{formats.count(created)}</span>}
            </div>
          </div>
        ))}
        {more > 0 && <span className="small">{planTexts.moreLists(formats.count(more))}</span>}
      </div>
      <ul className="visually-hidden">
        {columns
          .filter(({ created }) => created > 0)
          .map(({ list, name, created, newFrame }) => (
            <li key={list}>{planTexts.column(name, countCards(created, formats), newFrame)}</li>
          ))}
      </ul>
      {frames.some(({ newFrame }) => newFrame) && (
        <p className="small subtle">{planTexts.newFrames}</p>
      )}
    </figure>
  )
}
