/** What a log event may carry: short scalars. Tokens appear as fingerprints only. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Writes one JSON object per thing that happened, for Workers Logs. */
export function logEvent(event: string, fields: LogFields = {}): void {
  console.log(JSON.stringify({ event, ...fields }))
}
