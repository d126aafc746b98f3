import {
  type CSSProperties,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react"
import type { PageItem } from "../pageState.ts"
import { type Camera, pan, type Size, zoomAt } from "./camera.ts"
import { FarView } from "./FarView.tsx"
import { ItemView } from "./ItemView.tsx"
import { applyMoves, itemAt, MAX_ELEMENTS, type Moves, visibleItems } from "./visible.ts"

interface Props {
  /** In drawing order. */
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
  const { camera, view, items, selected } = props
  const [drag, setDrag] = useState<Drag | null>(null)
  useWheel(view, props.onCamera)
  const size = useSize(view)
  const placed = useMemo(
    () => applyMoves(items, movesOf(drag, camera.zoom)),
    [items, drag, camera.zoom],
  )
  const visible = useMemo(() => visibleItems(placed, camera, size), [placed, camera, size])
  const far = visible.length > MAX_ELEMENTS

  const begin = (event: PointerEvent<HTMLDivElement>) => {
    const target = event.target as Element
    if (target.closest("a") !== null || event.button > 1) return
    const id = target.closest<HTMLElement>("[data-item]")?.dataset["item"]
    const box = event.currentTarget.getBoundingClientRect()
    const point = { x: event.clientX - box.left, y: event.clientY - box.top }
    const item = far ? itemAt(items, camera, point) : items.find((one) => one.id === id)
    props.onSelect(item?.id ?? null)
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = { x: event.clientX, y: event.clientY }
    setDrag({ item: props.canEdit ? (item ?? null) : null, ...at, dx: 0, dy: 0 })
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
      {far ? (
        <FarView items={visible} camera={camera} selected={selected} view={view} />
      ) : (
        <div
          className="world"
          style={
            {
              transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})`,
              "--zoom": camera.zoom,
            } as CSSProperties
          }
        >
          {visible.map((item) => (
            <ItemView
              key={item.id}
              item={item}
              selected={item.id === selected}
              movable={props.canEdit}
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** Where a drag has taken an item so far. */
function movesOf(drag: Drag | null, zoom: number): Moves {
  if (!drag?.item) return new Map()
  const { item, dx, dy } = drag
  return new Map([[item.id, { x: item.x + dx / zoom, y: item.y + dy / zoom }]])
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

/** The size of an element, as it changes. */
function useSize(view: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = view.current
    if (element === null) return undefined
    const read = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [view])
  return size
}
