import { useCallback, useEffect } from "react"
import type { CallbackHandle } from "../host/callbacks.ts"
import { callbacksOf } from "../host/popups.ts"
import { usePage, useView } from "./context.ts"
import { ListPopup } from "./ListPopup.tsx"
import { PluginFrame } from "./PluginFrame.tsx"
import { Popover } from "./Popover.tsx"
import type { OpenPopup } from "./view.ts"

const minWidth = 304

function ConfirmPopup({
  popup,
  run,
}: {
  popup: OpenPopup
  run: (callback: CallbackHandle | null) => void
}) {
  const page = usePage()
  const { content } = popup
  if (content.type !== "confirm") return null
  return (
    <div className="stack">
      <p dir="auto">{content.message}</p>
      <button
        type="button"
        className={content.confirmStyle === "danger" ? "button danger" : "button primary"}
        data-autofocus
        onClick={() => run(content.onConfirm)}
      >
        {content.confirmText}
      </button>
      {content.cancelText !== null && (
        <button
          type="button"
          className="button"
          onClick={() =>
            content.onCancel === null ? page.surface.popPopup() : run(content.onCancel)
          }
        >
          {content.cancelText}
        </button>
      )}
    </div>
  )
}

function DatePopup({ popup }: { popup: OpenPopup }) {
  const { run } = usePage()
  const { content } = popup
  if (content.type !== "date" && content.type !== "datetime") return null
  const length = content.type === "date" ? 10 : 16
  const cut = (date: string | null): string => date?.slice(0, length) ?? ""
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const value = new FormData(event.currentTarget).get("date")
        if (typeof value !== "string" || value === "" || content.callback === null) return
        const date = new Date(value).toISOString()
        void run(content.callback, popup.place, { date })
      }}
    >
      <label>
        {popup.title}
        <input
          type={content.type === "date" ? "date" : "datetime-local"}
          name="date"
          defaultValue={cut(content.date)}
          min={cut(content.minDate)}
          max={cut(content.maxDate)}
        />
      </label>
      <button type="submit" className="button primary">
        Save
      </button>
    </form>
  )
}

function PopupBody({ popup }: { popup: OpenPopup }) {
  const page = usePage()
  const { content } = popup
  useEffect(() => page.host.retain(callbacksOf(content)), [page, content])
  const run = (callback: CallbackHandle | null): void => {
    if (callback !== null) void page.run(callback, popup.place)
  }
  if (content.type === "iframe") {
    const height = content.height ?? 100
    return <PluginFrame url={content.url} title={popup.title} height={height} />
  }
  if (content.type === "list") return <ListPopup popup={popup} content={content} />
  if (content.type === "confirm") return <ConfirmPopup popup={popup} run={run} />
  return <DatePopup popup={popup} />
}

/** The popup of the Power-Up that is on top; those below stay loaded for the way back. */
export function PluginPopups() {
  const page = usePage()
  const { popups } = useView()
  const popup = popups.at(-1)
  const el = popup?.place.el
  const pos = popup?.pos ?? null
  const from = popup?.from ?? null
  const close = useCallback(() => page.surface.closePopup(), [page])
  const anchor = useCallback((): DOMRect | null => {
    if (pos !== null) {
      // A page in a frame knows only where it is in that.
      const frame = [...document.querySelectorAll("iframe")].find(
        ({ contentWindow }) => contentWindow === from,
      )
      const { left, top } = frame?.getBoundingClientRect() ?? { left: 0, top: 0 }
      return new DOMRect(left + pos.x, top + pos.y, 0, 0)
    }
    const element = page.elements.find(el)
    return element?.isConnected === true
      ? element.getBoundingClientRect()
      : new DOMRect(200, 80, 0, 0)
  }, [page, el, pos, from])
  if (popup === undefined) return null
  const wanted = popup.content.type === "iframe" ? popup.content.width : null
  return (
    <Popover
      key={popups[0]?.key}
      title={popup.title}
      anchor={anchor}
      onClose={close}
      onBack={popups.length > 1 ? () => page.surface.popPopup() : undefined}
      width={Math.max(minWidth, wanted ?? 0)}
    >
      {popups.map((one) => (
        <div key={one.key} className={`popup-${one.content.type}`} hidden={one !== popup}>
          <PopupBody popup={one} />
        </div>
      ))}
    </Popover>
  )
}
