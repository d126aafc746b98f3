import type { Clock } from "./clock.ts"
import { type LogFields, logEvent } from "./log.ts"

/** How long after an alarm that failed the next one comes. */
export const ALARM_RETRY_MS = 30_000

/**
 * Sets an object's alarm to `at` on the injected clock (milliseconds since 1970), or removes it. Alarms follow the
 * machine's clock, and the injected one may run ahead of it.
 */
export function armAlarm(
  storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">,
  clock: Clock,
  at: number | null,
): Promise<void> {
  if (at === null) return storage.deleteAlarm()
  const ahead = clock.now() - Date.now()
  return storage.setAlarm(Math.max(at - ahead, Date.now()))
}

/**
 * Runs what an alarm is for. It never rejects, since the platform gives an alarm up that throws again and again, as where
 * the configuration cannot be read: what failed is done again a little later. `who` says in the log whose alarm it was.
 */
export async function runAlarm(
  storage: Pick<DurableObjectStorage, "setAlarm">,
  who: LogFields,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    logEvent("alarm_failed", { ...who, error: error instanceof Error ? error.name : "unknown" })
    await storage.setAlarm(Date.now() + ALARM_RETRY_MS)
  }
}
