import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { BoardPageState } from "../pageState.ts"
import { copyItem, deleteItem } from "./api.ts"
import { Canvas } from "./Canvas.tsx"
import { type Camera, centerOn, fitAll, openOn, zoomAt } from "./camera.ts"
import { Header } from "./Header.tsx"
import { ItemList } from "./ItemList.tsx"
import { useItemKeys } from "./keys.ts"
import { useMoves } from "./moves.ts"
import { SelectionTools, ZoomTools } from "./Tools.tsx"
import { inDrawingOrder } from "./visible.ts"
import { countItems, HINTS, ROLE_WORDS } from "./words.ts"

/** A board and what can be done on it: by pointer on the canvas, by keyboard and in the list beside it. */
export function Board({
  state,
  target,
}: {
  state: BoardPageState
  target: string | null
}): ReactNode {
  const { board, viewer, people } = state
  const view = useRef<HTMLDivElement>(null)
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, zoom: 1 })
  const [selected, setSelected] = useState<string | null>(target)
  const { items, move, nudge } = useMoves(board.id, state.items)
  const drawn = useMemo(() => inDrawingOrder(items), [items])
  const chosen = items.find((item) => item.id === selected)

  const size = useCallback(
    () => ({ width: view.current?.clientWidth ?? 0, height: view.current?.clientHeight ?? 0 }),
    [],
  )
  const show = useCallback(
    (id: string) => {
      const found = items.find((one) => one.id === id)
      if (found === undefined) return
      setSelected(id)
      setCamera((now) => centerOn(found, size(), Math.max(now.zoom, 0.6)))
    },
    [items, size],
  )
  const copy = useCallback((id: string) => void copyItem(board.id, id), [board.id])
  const remove = useCallback(
    (id: string) => {
      setSelected(null)
      void deleteItem(board.id, id)
    },
    [board.id],
  )
  useItemKeys({
    selected: chosen?.id ?? null,
    canEdit: board.canEdit,
    onCopy: copy,
    onDelete: remove,
    onNudge: nudge,
    onLeave: () => setSelected(null),
  })
  useOpening(items, target, size, setCamera)
  useEffect(() => {
    document.title = board.name
  }, [board.name])

  return (
    <div className="board">
      <Header
        title={board.name}
        subtitle={`${board.team} · ${HINTS.what}`}
        viewer={viewer}
        people={people}
        may={ROLE_WORDS[board.role]}
        home={false}
      />
      <main className="plane" aria-label={board.name}>
        <Canvas
          items={drawn}
          camera={camera}
          selected={selected}
          canEdit={board.canEdit}
          view={view}
          onCamera={setCamera}
          onSelect={setSelected}
          onMove={move}
        />
        {items.length === 0 ? <p className="nothing">{HINTS.empty}</p> : null}
        {chosen !== undefined && board.canEdit ? (
          <SelectionTools onCopy={() => copy(chosen.id)} onDelete={() => remove(chosen.id)} />
        ) : null}
        <p className="hint">{board.canEdit ? HINTS.edit : HINTS.look}</p>
        <ZoomTools
          zoom={camera.zoom}
          onZoom={(factor) => setCamera(zoomed(size(), factor))}
          onFit={() => setCamera(fitAll(items, size()))}
        />
        <output className="heard">{countItems(items.length)} on the board</output>
      </main>
      <ItemList
        items={items}
        selected={selected}
        canEdit={board.canEdit}
        onShow={show}
        onCopy={copy}
        onDelete={remove}
      />
    </div>
  )
}

/** Looks at the item that the address leads to as soon as it is there; without one at the board, once. */
function useOpening(
  items: BoardPageState["items"],
  target: string | null,
  size: () => { width: number; height: number },
  onCamera: (camera: Camera) => void,
): void {
  const done = useRef(false)
  const goal = items.find((item) => item.id === target)
  useEffect(() => {
    if (done.current || (target !== null && goal === undefined)) return
    done.current = true
    onCamera(goal === undefined ? openOn(items, size()) : centerOn(goal, size(), 1))
  }, [goal, items, size, target, onCamera])
}

function zoomed(size: { width: number; height: number }, factor: number) {
  return (camera: Camera) => zoomAt(camera, { x: size.width / 2, y: size.height / 2 }, factor)
}
