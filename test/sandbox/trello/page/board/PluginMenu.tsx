import { useEffect, useState } from "react"
import { parseAuthorized } from "../host/capabilities.ts"
import { usePage, useView } from "./context.ts"

/** Whether the Power-Up says that the viewer has no account connected. */
function useUnauthorized(): boolean {
  const { host } = usePage()
  const { pluginStart } = useView()
  const [isUnauthorized, setUnauthorized] = useState(false)
  useEffect(() => {
    if (pluginStart === 0 || !host.handles("authorization-status")) return
    host
      .ask("authorization-status")
      .then((answer) => setUnauthorized(parseAuthorized(answer) === false))
      .catch(() => setUnauthorized(false))
  }, [host, pluginStart])
  return isUnauthorized
}

/** The Power-Up's entry in the board's menu: settings, account, personal data, on and off. */
export function PluginMenu({ close, button }: { close: () => void; button: Element }) {
  const page = usePage()
  const { state } = useView()
  const [isAsking, setAsking] = useState(false)
  const isUnauthorized = useUnauthorized()
  const { plugin, viewer } = state
  const { host } = page
  const canSwitch = viewer?.canWriteBoard === true
  const isSignedIn = viewer !== null
  const ask = (capability: string): void => {
    close()
    host
      .ask(capability, { command: capability, el: page.elements.nameOf(button) })
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : "The Power-Up did not answer."
        page.surface.alert({ message, durationMs: 5000, display: "error" })
      })
  }
  const removeData = async (): Promise<void> => {
    close()
    const done = await host.ask("remove-data").then(
      () => true,
      () => false,
    )
    page.surface.alert({
      message: done ? "Personal settings removed." : "The personal settings could not be removed.",
      durationMs: 5000,
      display: done ? "success" : "error",
    })
  }
  const shows = (capability: string): boolean =>
    plugin.enabled && isSignedIn && host.handles(capability)
  return (
    <div className="plugin-entry">
      <div className="row plugin-name">
        <img src={plugin.iconUrl} alt="" width={32} height={32} />
        <div>
          <strong>{plugin.name}</strong>
          <div className="hint">{plugin.enabled ? "On this board" : "Not on this board"}</div>
        </div>
      </div>
      <ul className="menu">
        {shows("show-settings") && (
          <li>
            <button type="button" onClick={() => ask("show-settings")}>
              Settings
            </button>
          </li>
        )}
        {shows("show-authorization") && isUnauthorized && (
          <li>
            <button type="button" onClick={() => ask("show-authorization")}>
              Authorize account
            </button>
          </li>
        )}
        {shows("remove-data") && !isAsking && (
          <li>
            <button type="button" onClick={() => setAsking(true)}>
              Remove personal settings
            </button>
          </li>
        )}
        {isAsking && (
          <li className="confirm">
            <p>The Power-Up forgets what it keeps about you.</p>
            <button type="button" className="button danger" onClick={() => void removeData()}>
              Remove
            </button>
          </li>
        )}
        {canSwitch && (
          <li>
            <button
              type="button"
              onClick={() => {
                close()
                void page.setEnabled(!plugin.enabled)
              }}
            >
              {plugin.enabled ? "Disable" : "Enable"}
            </button>
          </li>
        )}
      </ul>
      {!isSignedIn && <p className="hint">Sign in to use this Power-Up.</p>}
    </div>
  )
}
