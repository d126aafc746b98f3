import { useEffect, useEffectEvent, useState } from "react"
import type { PageHost } from "../host/host.ts"

/**
 * Key (`member`, `private`) of when this person last opened a consent window, in milliseconds since 1970. It lets a
 * popup that was closed and opened again wait for that window. It names no attempt: nothing can be redeemed with it.
 */
export const BEGUN_KEY = "consent"
/** An attempt lives ten minutes at the Worker. */
export const ATTEMPT_LIFE_MS = 600_000
/** How often a page that waits for another page's window asks, in milliseconds. */
export const LOOK_EVERY_MS = 4_000

/** Leaves the time at which a consent window was opened. */
export async function noteBegun(t: PageHost): Promise<void> {
  await Promise.resolve(t.set("member", "private", BEGUN_KEY, Date.now())).catch(() => undefined)
}

/** Forgets it: the consent ended, or the person starts anew. */
export async function forgetBegun(t: PageHost): Promise<void> {
  await Promise.resolve(t.remove("member", "private", BEGUN_KEY)).catch(() => undefined)
}

/**
 * Whether a window that an earlier page opened may still be open. While it may, `look` is called every few
 * seconds and whenever the person comes back to this page.
 */
export function useUnfinished(
  t: PageHost,
  look: () => void,
): { readonly state: "unknown" | "waiting" | "none"; readonly forget: () => void } {
  const [since, setSince] = useState<number | null>(null)
  const [known, setKnown] = useState(false)
  const ask = useEffectEvent(look)
  useEffect(() => {
    let gone = false
    const recall = async (): Promise<void> => {
      const value: unknown = await Promise.resolve(t.get("member", "private", BEGUN_KEY)).catch(
        () => null,
      )
      if (gone) return
      if (isRecent(value)) setSince(value)
      setKnown(true)
    }
    void recall()
    return () => {
      gone = true
    }
  }, [t])
  useEffect(() => {
    if (since === null) return undefined
    const lookAgain = (): void => ask()
    const timer = setInterval(lookAgain, LOOK_EVERY_MS)
    const end = setTimeout(() => setSince(null), since + ATTEMPT_LIFE_MS - Date.now())
    window.addEventListener("focus", lookAgain)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
      window.removeEventListener("focus", lookAgain)
    }
  }, [since])
  const forget = (): void => {
    setSince(null)
    void forgetBegun(t)
  }
  return { state: !known ? "unknown" : since === null ? "none" : "waiting", forget }
}

function isRecent(value: unknown): value is number {
  return typeof value === "number" && value <= Date.now() && Date.now() - value < ATTEMPT_LIFE_MS
}
