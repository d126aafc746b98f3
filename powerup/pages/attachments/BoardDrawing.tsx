/** Colours of sticky notes; a board begins with one of them, so that several boards look different. */
const NOTES = ["#ffd166", "#8fd3a8", "#9db8f2", "#f3a6b4", "#c9b3f0"]
/** Where the notes lie, in a picture of 96 by 72. */
const PLACES = [
  [12, 14],
  [38, 12],
  [20, 40],
  [64, 32],
] as const

/** A drawing that stands for a board. Miro's own pictures need a token, so nothing is fetched for it. */
export function BoardDrawing({ board }: { readonly board: string }) {
  const first = Array.from(board).reduce((sum, sign) => sum + sign.charCodeAt(0), 0)
  return (
    <svg className="drawing" viewBox="0 0 96 72" width="96" height="72" aria-hidden="true">
      <rect className="drawing__board" x="1" y="1" width="94" height="70" rx="8" />
      {PLACES.map(([x, y], index) => (
        <rect
          key={x}
          x={x}
          y={y}
          width="20"
          height="18"
          rx="2"
          fill={NOTES[(first + index) % NOTES.length]}
        />
      ))}
      <path className="drawing__lines" d="M58 21h8a6 6 0 0 1 6 6v5M40 49h14a8 8 0 0 0 8-8h2" />
    </svg>
  )
}
