import type { Host } from "../host/host.ts"

/** What Trello's own page allows the pages of a Power-Up. */
export const frameSandbox =
  "allow-scripts allow-forms allow-popups allow-same-origin allow-popups-to-escape-sandbox allow-modals allow-presentation allow-storage-access-by-user-activation allow-downloads"
export const frameAllow = "microphone; camera"

const startTimeoutMs = 30_000
const pollMs = 50

/** The hidden page of the Power-Up. */
export interface Connector {
  /** Loads it; resolves when it is ready, or after 30 seconds in any case. */
  start(url: string): Promise<void>
  stop(): void
}

/** Puts the connector into `div#iframe-io-host`. */
export function connect(host: Host): Connector {
  const holder = document.createElement("div")
  holder.id = "iframe-io-host"
  holder.hidden = true
  document.body.append(holder)
  return {
    async start(url) {
      holder.replaceChildren()
      const frame = document.createElement("iframe")
      frame.className = "plugin-iframe"
      frame.title = "Power-Up"
      frame.setAttribute("sandbox", frameSandbox)
      frame.setAttribute("allow", frameAllow)
      frame.src = url
      holder.append(frame)
      if (frame.contentWindow === null) return
      host.setConnector(frame.contentWindow, new URL(url).origin)
      const giveUp = Date.now() + startTimeoutMs
      while (!host.isReady() && Date.now() < giveUp) {
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
    },
    stop() {
      host.dropConnector()
      holder.replaceChildren()
    },
  }
}
