import { type KeyboardEvent, useEffect, useRef } from "react"
import type { PanelAction } from "../host/panels.ts"
import { usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { colorStyle } from "./labelColors.ts"
import { PluginFrame } from "./PluginFrame.tsx"
import type { OpenPanel } from "./view.ts"

const maxActions = 3

/** Lightness decides whether white or dark text stands on an accent colour. */
function accentStyle(accent: string | null, theme: "light" | "dark") {
  if (accent === null) return {}
  const match = /^#?([0-9a-f]{6})$/i.exec(accent)
  if (match === null) return colorStyle(accent, theme)
  const value = Number.parseInt(match[1] ?? "0", 16)
  const light = 0.3 * (value >> 16) + 0.59 * ((value >> 8) & 255) + 0.11 * (value & 255)
  return { backgroundColor: `#${match[1]}`, color: light > 150 ? "#172b4d" : "#ffffff" }
}

function Actions({ panel, position }: { panel: OpenPanel; position: PanelAction["position"] }) {
  const { run, elements } = usePage()
  const actions = panel.actions
    .slice(0, maxActions)
    .filter((action) => action.position === position)
  return actions.map((action) => (
    <button
      key={`${action.alt} ${action.icon}`}
      type="button"
      className="icon-button"
      aria-label={action.alt}
      title={action.alt}
      onClick={(event) => {
        const place = { ...panel.place, el: elements.nameOf(event.currentTarget) }
        if (action.callback !== null) void run(action.callback, place)
        else if (action.url !== null) window.open(action.url, "_blank", "noopener")
      }}
    >
      <img className="plugin-icon" src={action.icon} alt="" />
    </button>
  ))
}

function PanelHeader({ panel, onClose }: { panel: OpenPanel; onClose: () => void }) {
  const { host } = usePage()
  const { theme } = useView()
  const { actions, callback } = panel
  useEffect(() => {
    const handles = [callback, ...actions.map((action) => action.callback)]
    return host.retain(handles.filter((handle) => handle !== null))
  }, [host, actions, callback])
  return (
    <div className="panel-header" style={accentStyle(panel.accentColor, theme)}>
      <Actions panel={panel} position="left" />
      <h2 dir="auto">{panel.title}</h2>
      <Actions panel={panel} position="right" />
      <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
        <Icon name="close" size={20} />
      </button>
    </div>
  )
}

/** A modal of the Power-Up, over everything. */
export function PluginModal({ panel }: { panel: OpenPanel }) {
  const { surface } = usePage()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") surface.closeModal()
  }
  return (
    <div
      className="overlay modal-overlay"
      onPointerDown={(event) => event.target === event.currentTarget && surface.closeModal()}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes a dialog from anywhere in it */}
      <dialog
        open
        className={panel.fullscreen ? "modal fullscreen" : "modal"}
        aria-modal="true"
        aria-label={panel.title === "" ? "Power-Up" : panel.title}
        tabIndex={-1}
        ref={box}
        onKeyDown={onKeyDown}
      >
        <PanelHeader panel={panel} onClose={() => surface.closeModal()} />
        <PluginFrame
          key={panel.key}
          url={panel.url}
          title={panel.title === "" ? "Power-Up" : panel.title}
          height={panel.fullscreen ? null : panel.height}
        />
      </dialog>
    </div>
  )
}

/** A bar of the Power-Up along the foot of the board, at most 60 % of the window high. */
export function PluginBoardBar({ panel }: { panel: OpenPanel }) {
  const { surface } = usePage()
  return (
    <section className="board-bar" aria-label={panel.title === "" ? "Power-Up" : panel.title}>
      <PanelHeader panel={panel} onClose={() => surface.closeBoardBar()} />
      <PluginFrame
        key={panel.key}
        url={panel.url}
        title={panel.title === "" ? "Power-Up" : panel.title}
        height={panel.height}
        maxHeight={window.innerHeight * 0.6}
      />
    </section>
  )
}
