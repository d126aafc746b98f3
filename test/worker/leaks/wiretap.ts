import { vi } from "vitest"
import type { App } from "../../journey/person.ts"
import type { Emitted } from "./scanner.ts"

const TOKEN = /\b(?:tr|mi)[a-z]_[A-Za-z0-9]{40}/g
const CONSOLE = ["log", "info", "warn", "error", "debug"] as const

/** A request of the Worker's to a provider. */
export interface UpstreamRequest {
  readonly method: string
  readonly url: string
  readonly status: number
}

/**
 * Listens in on everything that this isolate sends and writes: learns secrets from the providers' answers and the
 * Worker's own requests, and keeps what the Worker emits.
 */
export class Wiretap {
  readonly secrets = new Set<string>()
  readonly emitted: Emitted[] = []
  readonly upstream: UpstreamRequest[] = []

  /** Begins to listen to `fetch` and the console; `vi.restoreAllMocks()` ends it. */
  start(): void {
    const fetched = globalThis.fetch
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      const response = await fetched(input, init)
      if (url.includes("/_sandbox/")) return response
      this.#learn(init?.body)
      this.#learn(response.headers.get("location"))
      this.#learn(await response.clone().text())
      // The consent page's addresses are the browser's, in which codes belong.
      if (!url.includes("/authorize?")) {
        this.upstream.push({ method: init?.method ?? "GET", url, status: response.status })
      }
      return response
    })
    for (const name of CONSOLE) {
      vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => {
        const text = parts
          .map((part) => (typeof part === "string" ? part : inspect(part)))
          .join(" ")
        this.emitted.push({ where: `console.${name}`, text })
      })
    }
  }

  /** The Worker with every answer kept: status, headers, body. */
  tap(app: App): App {
    return async (path, init) => {
      const response = await app(path, init)
      const [plain = ""] = path.split("?")
      const where = `answer of ${init?.method ?? "GET"} ${plain.replaceAll(/[\w-]{22,}/g, "…")}`
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n")
      this.emitted.push({ where: `${where}, headers`, text: headers })
      this.emitted.push({ where: `${where}, body`, text: await response.clone().text() })
      return response
    }
  }

  #learn(text: unknown): void {
    if (typeof text !== "string") return
    for (const [token] of text.matchAll(TOKEN)) this.secrets.add(token)
    const verifier = /"code_verifier":"([^"]+)"/.exec(text)?.[1]
    if (verifier !== undefined) this.secrets.add(verifier)
  }
}

function inspect(value: unknown): string {
  return value instanceof Error
    ? `${value.name} ${value.message} ${value.stack ?? ""}`
    : (JSON.stringify(value) ?? "")
}
