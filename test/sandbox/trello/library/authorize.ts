import type { Environment, MessageTarget } from "./environment.ts"
import { buildIdSource, randomBase62 } from "./ids.ts"
import { openIo } from "./io.ts"

export interface AuthorizeOptions {
  readonly width?: number
  readonly height?: number
  readonly validToken?: (value: unknown) => boolean
  readonly windowCallback?: (opened: MessageTarget | null) => void
  /** Origin that the popup's answer is sent back to; only for the form with a function. */
  readonly targetOrigin?: string
}

/** Where the popup goes: an address, or a function that puts a secret into one. */
export type AuthorizeTarget = string | ((secret: string) => string)

/**
 * Opens the consent window. With an address the popup must come back to this origin and call
 * `window.opener.authorize(value)`; with a function it posts a request `value` with the secret, from any origin.
 * As with Trello's own library the promise never settles when the window is closed or consent denied: falsy
 * values are not heard, and nothing watches the window.
 */
export function authorize(
  environment: Environment,
  target: AuthorizeTarget,
  options: AuthorizeOptions = {},
): Promise<unknown> {
  const { width = 800, height = 600, validToken = () => true, windowCallback } = options
  const openWindow = (url: string): void => {
    const opened = environment.open(url, "authorize", `width=${width},height=${height}`)
    windowCallback?.(opened)
  }
  return new Promise((resolve) => {
    const receive = (value: unknown): boolean => {
      if (!value || !validToken(value)) return false
      resolve(value)
      return true
    }
    if (typeof target === "string") {
      environment.publishAuthorize(receive)
      environment.onStoredToken(receive)
      openWindow(target)
      return
    }
    const secret = randomBase62(16, environment.random)
    const answer = (message: unknown): null => {
      const value =
        typeof message === "object" && message !== null && "token" in message ? message.token : null
      if (receive(value)) setTimeout(() => io.close(), 0)
      return null
    }
    const io = openIo({
      local: environment.local,
      remote: null,
      targetOrigin: options.targetOrigin ?? "*",
      secret,
      handlers: new Map([["value", answer]]),
      newId: buildIdSource(environment.random),
      serialize: (value) => value,
    })
    openWindow(target(secret))
  })
}
