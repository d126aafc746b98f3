import { type ReactNode, type RefObject, useEffect, useRef } from "react"
import type { PageItem } from "../pageState.ts"
import type { Camera } from "./camera.ts"

interface Props {
  readonly items: readonly PageItem[]
  readonly camera: Camera
  readonly selected: string | null
  readonly view: RefObject<HTMLDivElement | null>
}

/** Many items from far away, painted: nobody could read them, and thousands of elements would be slow. */
export function FarView({ items, camera, selected, view }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const paper = element?.getContext("2d")
    if (!element || !paper || view.current === null) return
    const { clientWidth: width, clientHeight: height } = view.current
    const ratio = window.devicePixelRatio
    element.width = width * ratio
    element.height = height * ratio
    paper.setTransform(ratio, 0, 0, ratio, 0, 0)
    const colors = readColors(element)
    for (const item of items) paint(paper, item, camera, colors, item.id === selected)
  })
  return <canvas ref={canvas} className="far" />
}

type Colors = Readonly<Record<"sheet" | "line" | "soft" | "frame" | "accent" | "text", string>>

function readColors(element: Element): Colors {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`)
  return {
    sheet: read("sheet"),
    line: read("line"),
    soft: read("soft"),
    frame: read("frame"),
    accent: read("accent"),
    text: read("text"),
  }
}

function paint(
  paper: CanvasRenderingContext2D,
  item: PageItem,
  camera: Camera,
  colors: Colors,
  selected: boolean,
): void {
  const { zoom } = camera
  const width = Math.max(2, item.width * zoom)
  const height = Math.max(2, item.height * zoom)
  const left = item.x * zoom + camera.x - width / 2
  const top = item.y * zoom + camera.y - height / 2
  const fill = item.type === "sticky_note" ? "#fff4a8" : colors.sheet
  paper.fillStyle = item.type === "frame" ? colors.frame : fill
  paper.fillRect(left, top, width, height)
  paper.strokeStyle = selected ? colors.accent : colors.line
  paper.lineWidth = selected ? 3 : 1
  paper.strokeRect(left, top, width, height)
  if (item.type === "frame") {
    paper.fillStyle = colors.soft
    paper.font = "13px system-ui, sans-serif"
    paper.fillText(item.data.title ?? "", left, top - 6)
  } else if (item.type === "app_card" || item.type === "card") {
    paper.fillStyle = item.style["fillColor"] ?? item.style["cardTheme"] ?? "#2d9bf0"
    paper.fillRect(left, top, Math.max(1, 8 * zoom), height)
    paper.fillStyle = colors.soft
    paper.fillRect(left + 22 * zoom, top + 22 * zoom, width * 0.6, Math.max(1, 8 * zoom))
  }
}
