import type { Surface } from "../host/commands.ts"
import type { Host } from "../host/host.ts"
import type { Changes } from "./changes.ts"
import { connect } from "./connector.ts"
import type { ViewStore } from "./view.ts"
import { warnOf } from "./warnings.ts"

/** Keeps the Power-Up running while it is enabled on the board. */
export interface PluginSwitch {
  /** Starts or stops the Power-Up when the board says so, whoever changed it. */
  follow(): void
  /** Enables or disables it as the viewer, and tells it so. */
  setEnabled(enabled: boolean): Promise<void>
}

/** Starts the Power-Up if the board has it. */
export function buildPluginSwitch(
  store: ViewStore,
  host: Host,
  surface: Surface,
  { change }: Pick<Changes, "change">,
): PluginSwitch {
  const connector = connect(host)
  const { board, plugin: first } = store.get().state
  let isRunning = first.enabled
  let starting = isRunning ? connector.start(first.connectorUrl) : Promise.resolve()
  const tell = async (capability: string): Promise<void> => {
    if (host.handles(capability)) await host.ask(capability).catch(warnOf(capability))
  }
  return {
    follow() {
      const { plugin } = store.get().state
      if (plugin.enabled === isRunning) return
      isRunning = plugin.enabled
      if (isRunning) {
        starting = connector.start(plugin.connectorUrl)
        return
      }
      surface.closePopup()
      surface.closeModal()
      surface.closeBoardBar()
      connector.stop()
      store.set({ pluginStart: 0 })
    },
    async setEnabled(enabled) {
      if (!enabled) await tell("on-disable")
      await change("PUT", "/_page/plugin", { board: board.id, enabled })
      if (!enabled || !store.get().state.plugin.enabled) return
      await starting
      await tell("on-enable")
    },
  }
}
