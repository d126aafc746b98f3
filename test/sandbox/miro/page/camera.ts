/** Where the canvas is looked at from: screen = world × zoom + offset, in CSS pixels. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A box on the canvas by its centre. */
export interface Box extends Size {
  readonly x: number
  readonly y: number
}

const MIN_ZOOM = 0.02
const MAX_ZOOM = 4

/** Puts a point of the canvas into the middle of the view. */
export function centerOn(point: { x: number; y: number }, view: Size, zoom: number): Camera {
  return { x: view.width / 2 - point.x * zoom, y: view.height / 2 - point.y * zoom, zoom }
}

/** Shows all boxes with some air, never larger than life. */
export function fitAll(boxes: readonly Box[], view: Size): Camera {
  if (boxes.length === 0) return centerOn({ x: 0, y: 0 }, view, 1)
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2))
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2))
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height / 2))
  const zoom = clamp(
    Math.min((view.width - 120) / (right - left), (view.height - 160) / (bottom - top), 1),
  )
  return centerOn({ x: (left + right) / 2, y: (top + bottom) / 2 }, view, zoom)
}

/** Smaller than this nothing can be read: a board that needs it opens on its beginning instead. */
const OVERVIEW_ZOOM = 0.2

/** Where a board is looked at first: all of it, or the top left of one that is too large for that. */
export function openOn(boxes: readonly Box[], view: Size): Camera {
  const all = fitAll(boxes, view)
  if (all.zoom >= OVERVIEW_ZOOM) return all
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2))
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2))
  const zoom = 0.5
  return { x: 60 - left * zoom, y: 60 - top * zoom, zoom }
}

/** Zooms by a factor and keeps the point of the screen where it is. */
export function zoomAt(camera: Camera, at: { x: number; y: number }, factor: number): Camera {
  const zoom = clamp(camera.zoom * factor)
  const ratio = zoom / camera.zoom
  return { x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio, zoom }
}

/** Moves the view by pixels of the screen. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy }
}

function clamp(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
}
