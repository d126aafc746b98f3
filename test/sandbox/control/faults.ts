import * as v from "valibot"

/** One thing that goes wrong, for the next `times` requests that it matches. */
export const FaultSchema = v.strictObject({
  /** Any method without it. */
  method: v.optional(v.pipe(v.string(), v.toUpperCase())),
  /** A prefix of the path, or with `*` a pattern of the whole path; `*` stands for any characters. */
  path: v.pipe(v.string(), v.startsWith("/")),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /**
   * `status`: answers so, without effect. `delay`: waits first. `drop_before`: cuts the connection without effect.
   * `drop_after`: has the effect, then cuts. `hold`: has the effect, answers when released.
   * `malformed`: has the effect, answers 200 with broken JSON.
   */
  kind: v.picklist(["status", "delay", "drop_before", "drop_after", "hold", "malformed"]),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  /** A string goes out as it is, everything else as JSON. */
  body: v.optional(v.unknown()),
  headers: v.optional(v.record(v.string(), v.string())),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0))),
})
export type Fault = v.InferOutput<typeof FaultSchema>

/** The faults that are still to happen, first come first served. */
export interface FaultQueue {
  add(faults: readonly Fault[]): void
  /** Uses up one occurrence of the first fault that matches. `path` is as in the request line, query included. */
  take(method: string, path: string): Fault | null
  /** What is left, with the occurrences left in `times`. */
  left(): readonly Fault[]
  clear(): void
}

export function buildFaultQueue(): FaultQueue {
  let queue: Fault[] = []
  return {
    add: (faults) => {
      queue.push(...faults.map((fault) => ({ ...fault })))
    },
    take: (method, path) => {
      const found = queue.find((fault) => matchesFault(fault, method, path))
      if (found === undefined) return null
      found.times -= 1
      if (found.times === 0) queue = queue.filter((fault) => fault !== found)
      return found
    },
    left: () => queue.map((fault) => ({ ...fault })),
    clear: () => {
      queue = []
    },
  }
}

/** Whether a fault is meant for a request. Paths match as sent and percent-decoded, with and without the query. */
export function matchesFault(
  fault: Pick<Fault, "method" | "path">,
  method: string,
  path: string,
): boolean {
  const wanted = fault.method ?? "*"
  if (wanted !== "*" && wanted !== method.toUpperCase()) return false
  const [plain = path] = path.split("?")
  const forms = [path, plain, decode(path), decode(plain)]
  if (!fault.path.includes("*")) return forms.some((form) => form.startsWith(fault.path))
  const pattern = new RegExp(`^${fault.path.split("*").map(escape).join(".*")}$`, "s")
  return forms.some((form) => pattern.test(form))
}

function escape(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
