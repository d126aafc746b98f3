import { type PointerEvent, type ReactNode, type RefObject, useEffect, useState } from "react"
import type { PageItem } from "../pageState.ts"
import { type Camera, pan, zoomAt } from "./camera.ts"
import { ItemView } from "./ItemView.tsx"

interface Props {
  readonly items: readonly PageItem[]
  readonly camera: Camera
  readonly selected: string | null
  readonly canEdit: boolean
  readonly view: RefObject<HTMLDivElement | null>
  readonly onCamera: (change: (camera: Camera) => Camera) => void
  readonly onSelect: (id: string | null) => void
  readonly onMove: (id: string, at: { x: number; y: number }) => void
}

interface Drag {
  /** Null pans the canvas. */
  readonly item: PageItem | null
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** The plane: drag it to pan, wheel to pan, wheel with Ctrl to zoom, drag an item to move it. */
export function Canvas(props: Props): ReactNode {
  const { camera, view, items } = props
  const [drag, setDrag] = useState<Drag | null>(null)
  useWheel(view, props.onCamera)

  const begin = (event: PointerEvent<HTMLDivElement>) => {
    const target = event.target as Element
    if (target.closest("a") !== null || event.button > 1) return
    const id = target.closest<HTMLElement>("[data-item]")?.dataset["item"]
    const item = items.find((one) => one.id === id) ?? null
    props.onSelect(item?.id ?? null)
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = { x: event.clientX, y: event.clientY }
    setDrag({ item: props.canEdit ? item : null, ...at, dx: 0, dy: 0 })
  }
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (drag === null) return
    if (drag.item !== null) {
      setDrag({ ...drag, dx: event.clientX - drag.x, dy: event.clientY - drag.y })
      return
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y]
    props.onCamera((one) => pan(one, dx, dy))
    setDrag({ ...drag, x: event.clientX, y: event.clientY })
  }
  const end = () => {
    if (drag?.item && (drag.dx !== 0 || drag.dy !== 0)) {
      const { item, dx, dy } = drag
      props.onMove(item.id, { x: item.x + dx / camera.zoom, y: item.y + dy / camera.zoom })
    }
    setDrag(null)
  }

  return (
    <div
      className={drag?.item === null ? "canvas panning" : "canvas"}
      ref={view}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
      style={{
        backgroundPosition: `${camera.x}px ${camera.y}px`,
        backgroundSize: `${dotPitch(camera.zoom)}px ${dotPitch(camera.zoom)}px`,
      }}
    >
      <div
        className="world"
        style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})` }}
      >
        {inDrawingOrder(items).map((item) => (
          <ItemView
            key={item.id}
            item={dragged(item, drag, camera.zoom)}
            selected={item.id === props.selected}
            movable={props.canEdit}
          />
        ))}
      </div>
    </div>
  )
}

/** Frames lie under what is in them. */
function inDrawingOrder(items: readonly PageItem[]): PageItem[] {
  return [...items].sort((a, b) => Number(b.type === "frame") - Number(a.type === "frame"))
}

function dragged(item: PageItem, drag: Drag | null, zoom: number): PageItem {
  const along = drag?.item?.id === item.id || (drag?.item != null && drag.item.id === item.parentId)
  return along ? { ...item, x: item.x + drag.dx / zoom, y: item.y + drag.dy / zoom } : item
}

/** Dots stay between 16 and 32 pixels apart, however far away the canvas is. */
function dotPitch(zoom: number): number {
  let pitch = 24 * zoom
  while (pitch < 16) pitch *= 2
  while (pitch > 32) pitch /= 2
  return pitch
}

/** React's wheel listeners are passive: only one of our own may keep the page from zooming. */
function useWheel(
  view: RefObject<HTMLDivElement | null>,
  onCamera: (change: (camera: Camera) => Camera) => void,
): void {
  useEffect(() => {
    const element = view.current
    if (element === null) return undefined
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const at = { x: event.clientX - box.left, y: event.clientY - box.top }
      onCamera((camera) =>
        event.ctrlKey || event.metaKey
          ? zoomAt(camera, at, Math.exp(-event.deltaY / 300))
          : pan(camera, -event.deltaX, -event.deltaY),
      )
    }
    element.addEventListener("wheel", wheel, { passive: false })
    return () => element.removeEventListener("wheel", wheel)
  }, [view, onCamera])
}
