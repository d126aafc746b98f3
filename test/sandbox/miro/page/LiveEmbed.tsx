import { type ReactNode, useEffect, useMemo, useRef, useState } from "react"
import type { BoardPageState } from "../pageState.ts"
import { Canvas } from "./Canvas.tsx"
import { type Camera, centerOn, openOn, type Size } from "./camera.ts"
import type { EmbedOptions } from "./embed.ts"
import { RichText } from "./RichText.tsx"
import { inDrawingOrder } from "./visible.ts"
import { HINTS, TYPE_WORDS } from "./words.ts"

/** A board in somebody else's page: to look at and to move about in, with nothing to change it by. */
export function LiveEmbed({
  state,
  options,
}: {
  state: BoardPageState
  options: EmbedOptions
}): ReactNode {
  const { board, items } = state
  const view = useRef<HTMLDivElement>(null)
  const [started, setStarted] = useState(options.autoplay)
  const [camera, setCamera] = useState<Camera | null>(null)
  const drawn = useMemo(() => inDrawingOrder(items), [items])
  useEffect(() => {
    document.title = board.name
    const { current } = view
    if (current === null || camera !== null) return
    setCamera(lookAt({ width: current.clientWidth, height: current.clientHeight }, state, options))
  }, [board.name, camera, state, options])
  return (
    <main className="embed" aria-label={board.name}>
      {options.withUi ? <h1 className="embed-name">{board.name}</h1> : null}
      <Canvas
        items={started ? drawn : []}
        camera={camera ?? { x: 0, y: 0, zoom: 1 }}
        selected={null}
        canEdit={false}
        view={view}
        onCamera={(change) => setCamera((now) => (now === null ? null : change(now)))}
        onSelect={() => undefined}
        onMove={() => undefined}
      />
      {started ? (
        <ul className="heard" aria-label="Items on the board">
          {items.map((item) => (
            <li key={item.id}>
              <RichText
                html={item.data.title ?? item.data.content ?? TYPE_WORDS[item.type]}
                reachable={false}
              />
            </li>
          ))}
        </ul>
      ) : (
        <button type="button" className="embed-start" onClick={() => setStarted(true)}>
          {HINTS.start}
        </button>
      )}
    </main>
  )
}

function lookAt(view: Size, { items }: BoardPageState, options: EmbedOptions): Camera {
  const goal = items.find(({ id }) => id === options.widget)
  if (goal !== undefined) return centerOn(goal, view, 0.8)
  const { viewport } = options
  if (viewport === null) return openOn(items, view)
  const { x, y, width, height } = viewport
  const zoom = Math.min(view.width / width, view.height / height)
  return centerOn({ x: x + width / 2, y: y + height / 2 }, view, zoom)
}
