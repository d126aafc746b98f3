import { type ReactNode, useCallback, useEffect, useRef, useState } from "react"
import type { BoardPageState } from "../pageState.ts"
import { type BoardAnswer, copyItem, deleteItem, loadBoard, moveItem, watch } from "./api.ts"
import { Canvas } from "./Canvas.tsx"
import { type Camera, centerOn, fitAll, zoomAt } from "./camera.ts"
import { Header } from "./Header.tsx"
import { ItemList } from "./ItemList.tsx"
import { NoBoard } from "./Landing.tsx"
import { countItems, ROLE_WORDS } from "./words.ts"

interface Props {
  readonly id: string
  /** The item that the address leads to. */
  readonly target: string | null
}

/** A board, kept up to date for as long as it is open. */
export function BoardPage({ id, target }: Props): ReactNode {
  const [answer, setAnswer] = useState<BoardAnswer | null>(null)
  useEffect(
    () =>
      watch(id, () => {
        void loadBoard(id).then(setAnswer)
      }),
    [id],
  )
  if (answer === null) return null
  if (!answer.found) return <NoBoard state={answer.landing} />
  return <Board state={answer.state} target={target} />
}

function Board({ state, target }: { state: BoardPageState; target: string | null }): ReactNode {
  const { board, items, viewer, people } = state
  const view = useRef<HTMLDivElement>(null)
  const [camera, setCamera] = useState<Camera>({ x: 0, y: 0, zoom: 1 })
  const [selected, setSelected] = useState<string | null>(target)
  const chosen = items.find((item) => item.id === selected)

  const size = useCallback(
    () => ({ width: view.current?.clientWidth ?? 0, height: view.current?.clientHeight ?? 0 }),
    [],
  )
  const fit = () => setCamera(fitAll(items, size()))
  const show = (item: string) => {
    const found = items.find((one) => one.id === item)
    if (found === undefined) return
    setSelected(item)
    setCamera((now) => centerOn(found, size(), Math.max(now.zoom, 0.6)))
  }
  const remove = (item: string) => {
    setSelected(null)
    void deleteItem(board.id, item)
  }

  const shown = useRef(false)
  const goal = items.find((item) => item.id === target)
  useEffect(() => {
    if (shown.current || (target !== null && goal === undefined)) return
    shown.current = true
    setCamera(goal === undefined ? fitAll(items, size()) : centerOn(goal, size(), 1))
  }, [goal, items, size, target])
  useEffect(() => {
    document.title = board.name
  }, [board.name])
  useDeleteKey(board.canEdit && chosen !== undefined, () => {
    if (chosen !== undefined) remove(chosen.id)
  })

  return (
    <div className="board">
      <Header
        title={board.name}
        subtitle={board.team}
        viewer={viewer}
        people={people}
        may={ROLE_WORDS[board.role]}
        home={false}
      />
      <main className="plane" aria-label={board.name}>
        <Canvas
          items={items}
          camera={camera}
          selected={selected}
          canEdit={board.canEdit}
          view={view}
          onCamera={setCamera}
          onSelect={setSelected}
          onMove={(item, at) => void moveItem(board.id, item, at)}
        />
        {chosen !== undefined && board.canEdit ? (
          <div className="tools" role="toolbar" aria-label="Selected item">
            <button type="button" onClick={() => void copyItem(board.id, chosen.id)}>
              Copy
            </button>
            <button type="button" onClick={() => remove(chosen.id)}>
              Delete
            </button>
          </div>
        ) : null}
        <div className="zoom" role="toolbar" aria-label="Zoom">
          <Zoom label="Zoom out" sign="−" onClick={() => setCamera(zoomed(size(), 1 / 1.25))} />
          <span className="percent">{Math.round(camera.zoom * 100)}%</span>
          <Zoom label="Zoom in" sign="+" onClick={() => setCamera(zoomed(size(), 1.25))} />
          <Zoom label="Show everything" sign="⤢" onClick={fit} />
        </div>
        <output className="heard">{countItems(items.length)} on the board</output>
      </main>
      <ItemList
        items={items}
        selected={selected}
        canEdit={board.canEdit}
        onShow={show}
        onCopy={(item) => void copyItem(board.id, item)}
        onDelete={remove}
      />
    </div>
  )
}

function Zoom(props: { label: string; sign: string; onClick: () => void }): ReactNode {
  return (
    <button type="button" aria-label={props.label} title={props.label} onClick={props.onClick}>
      {props.sign}
    </button>
  )
}

function zoomed(size: { width: number; height: number }, factor: number) {
  return (camera: Camera) => zoomAt(camera, { x: size.width / 2, y: size.height / 2 }, factor)
}

/** Calls back for Delete and Backspace, unless somebody is at a control that takes keys. */
function useDeleteKey(active: boolean, onDelete: () => void): void {
  useEffect(() => {
    if (!active) return undefined
    const press = (event: KeyboardEvent) => {
      const busy = event.target instanceof Element && event.target.closest("select, input") !== null
      if ((event.key === "Delete" || event.key === "Backspace") && !busy) onDelete()
    }
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [active, onDelete])
}
