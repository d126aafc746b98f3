/** A box on a Miro board, in board units: the top left corner from the board's centre; y grows downwards. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Whether two boxes share more than an edge. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** The box with so much more on every side. */
export function inflate({ x, y, width, height }: Rect, margin: number): Rect {
  return {
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: height + 2 * margin,
  }
}

/** The box around an item: x and y are its centre, as Miro gives it, the rotation is in degrees. */
export function boundsOf(x: number, y: number, width: number, height: number, rotation = 0): Rect {
  const angle = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))]
  const [across, down] = [width * cos + height * sin, width * sin + height * cos]
  return { x: x - across / 2, y: y - down / 2, width: across, height: down }
}
