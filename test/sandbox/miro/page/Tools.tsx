import type { ReactNode } from "react"

/** What can be done with the selected item. */
export function SelectionTools(props: { onCopy: () => void; onDelete: () => void }): ReactNode {
  return (
    <div className="tools" role="toolbar" aria-label="Selected item">
      <button type="button" title="Copy (Ctrl+D)" onClick={props.onCopy}>
        Copy
      </button>
      <button type="button" title="Delete (Delete)" onClick={props.onDelete}>
        Delete
      </button>
    </div>
  )
}

/** How near the board is. */
export function ZoomTools(props: {
  zoom: number
  onZoom: (factor: number) => void
  onFit: () => void
}): ReactNode {
  return (
    <div className="zoom" role="toolbar" aria-label="Zoom">
      <Tool label="Zoom out" sign="−" onClick={() => props.onZoom(1 / 1.25)} />
      <span className="percent">{Math.round(props.zoom * 100)}%</span>
      <Tool label="Zoom in" sign="+" onClick={() => props.onZoom(1.25)} />
      <Tool label="Show everything" sign="⤢" onClick={props.onFit} />
    </div>
  )
}

function Tool(props: { label: string; sign: string; onClick: () => void }): ReactNode {
  return (
    <button type="button" aria-label={props.label} title={props.label} onClick={props.onClick}>
      {props.sign}
    </button>
  )
}
