import type { Clock } from "./clock.ts"

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
