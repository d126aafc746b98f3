import type { MiddlewareHandler } from "hono"
import { Hono } from "hono"
import * as v from "valibot"
import { buildClock, type Clock } from "./clock.ts"
import { buildFaultQueue, FaultSchema } from "./faults.ts"
import { buildMiddleware, type SandboxEnv } from "./middleware.ts"
import type { RequestRow } from "./requests.ts"
import {
  type Consent,
  ConsentSchema,
  DEFAULT_CONSENT,
  type Quirks,
  QuirksSchema,
} from "./settings.ts"

export interface ControlOptions {
  /** The quirks after a reset. */
  readonly defaults: Quirks
  /** What `GET /_sandbox/seed` answers. */
  readonly seed: () => unknown
  /** Puts the stand-in's own data back to the seed. Everything in here is reset already when it is called. */
  readonly reset: () => void
  /** Which paths (without query) are logged and can fail: API, token and revoke calls. */
  readonly covers: (path: string) => boolean
  /** The body of a `status` fault that brings none. */
  readonly faultBody?: (status: number) => unknown
  /** The real time in milliseconds. */
  readonly now?: () => number
}

export interface Control {
  /** `/_sandbox/…`, to be mounted at `/`; a stand-in may add calls of its own to it. */
  readonly routes: Hono<SandboxEnv>
  /** To be used for `*` before the stand-in's routes. */
  readonly middleware: MiddlewareHandler<SandboxEnv>
  readonly clock: Clock
  quirks(): Quirks
  consent(): Consent
  requests(): readonly RequestRow[]
  /** Lets held answers go. */
  release(): void
}

const NothingSchema = v.strictObject({})
const AdvanceSchema = v.strictObject({ advanceSeconds: v.number() })

/** Builds what tests and tools steer a stand-in with. */
export function buildControl(options: ControlOptions): Control {
  const clock = buildClock(options.now ?? Date.now)
  const faults = buildFaultQueue()
  const rows: RequestRow[] = []
  const gate = buildGate()
  let quirks = options.defaults
  let consent = DEFAULT_CONSENT

  const routes = new Hono<SandboxEnv>().basePath("/_sandbox")
  routes.get("/seed", (c) => c.json(options.seed()))
  routes.get("/requests", (c) => c.json(rows))
  routes.get("/faults", (c) => c.json(faults.left()))
  routes.get("/quirks", (c) => c.json(quirks))
  routes.post("/reset", async (c) => {
    const read = readBody(NothingSchema, (await c.req.text()) || "{}")
    if (!read.ok) return c.json({ error: read.error }, 400)
    gate.open()
    faults.clear()
    rows.length = 0
    quirks = options.defaults
    consent = DEFAULT_CONSENT
    clock.reset()
    options.reset()
    return c.json({ ok: true })
  })
  routes.post("/release", async (c) => {
    const read = readBody(NothingSchema, (await c.req.text()) || "{}")
    if (!read.ok) return c.json({ error: read.error }, 400)
    gate.open()
    return c.json({ ok: true })
  })
  routes.post("/faults", async (c) => {
    const read = readBody(v.array(FaultSchema), await c.req.text())
    if (!read.ok) return c.json({ error: read.error }, 400)
    faults.add(read.value)
    return c.json(faults.left())
  })
  routes.post("/quirks", async (c) => {
    const read = readBody(v.partial(QuirksSchema), await c.req.text())
    if (!read.ok) return c.json({ error: read.error }, 400)
    quirks = v.parse(QuirksSchema, { ...quirks, ...read.value })
    return c.json(quirks)
  })
  routes.post("/clock", async (c) => {
    const read = readBody(AdvanceSchema, await c.req.text())
    if (!read.ok) return c.json({ error: read.error }, 400)
    clock.advance(read.value.advanceSeconds)
    return c.json({ now: new Date(clock.now()).toISOString() })
  })
  routes.post("/consent", async (c) => {
    const read = readBody(ConsentSchema, await c.req.text())
    if (!read.ok) return c.json({ error: read.error }, 400)
    consent = read.value
    return c.json(consent)
  })

  return {
    routes,
    middleware: buildMiddleware({
      clock,
      faults,
      rows,
      covers: options.covers,
      released: gate.passed,
      faultBody:
        options.faultBody ?? ((status) => ({ status, message: "Injected by the sandbox" })),
    }),
    clock,
    quirks: () => quirks,
    consent: () => consent,
    requests: () => rows,
    release: gate.open,
  }
}

function buildGate(): { passed: () => Promise<void>; open: () => void } {
  const waiting = new Set<() => void>()
  return {
    passed: () =>
      new Promise<void>((resolve) => {
        waiting.add(resolve)
      }),
    open: () => {
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
  }
}

type Read<T> = { ok: true; value: T } | { ok: false; error: string }

/** Reads a control call's JSON body; anything unknown or of the wrong kind is told in words. */
function readBody<S extends v.GenericSchema>(schema: S, text: string): Read<v.InferOutput<S>> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { ok: false, error: "The body is not JSON." }
  }
  const result = v.safeParse(schema, body)
  if (result.success) return { ok: true, value: result.output }
  const words = result.issues.map((issue) => {
    const where = v.getDotPath(issue)
    return where === null ? issue.message : `${where}: ${issue.message}`
  })
  return { ok: false, error: words.join("; ") }
}
