import dev, { Grant as DevGrant } from "../../worker/dev.ts"

export { Attempt, Board, TrelloBudget, Workspace } from "../../worker/dev.ts"

/** Where the Worker stops dead: no code of it runs after that. */
type Seam =
  | "before the intent is synced"
  | "before the request"
  | "before the commit is synced"
  | "after the commit"

/** Which `storage.sync()` of a refresh it is at, and on which side of it. The first is the intent's. */
const SYNCS: Readonly<Record<Seam, { readonly sync: 1 | 2; readonly side: "before" | "after" }>> = {
  "before the intent is synced": { sync: 1, side: "before" },
  "before the request": { sync: 1, side: "after" },
  "before the commit is synced": { sync: 2, side: "before" },
  "after the commit": { sync: 2, side: "after" },
}

let seam: Seam | null = null
let syncs = 0

/** The one thread of the Worker never returns: whoever is outside ends the process. */
function stopDead(): never {
  for (;;);
}

/** The Worker's grants, with a place in their refresh where everything stops. */
export class Grant extends DevGrant {
  constructor(ctx: DurableObjectState, env: Env) {
    const { storage } = ctx
    const sync = storage.sync.bind(storage)
    storage.sync = async () => {
      const at = seam === null ? null : SYNCS[seam]
      syncs += 1
      const number = syncs
      if (at?.sync === number && at.side === "before") stopDead()
      await sync()
      if (at?.sync === number && at.side === "after") stopDead()
    }
    super(ctx, env)
  }
}

/** The Worker for development, and `POST /_dev/seam` with a seam's name: the next refresh stops there. */
// oxlint-disable-next-line import/no-default-export -- what the platform starts
export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== "/_dev/seam") return dev.fetch(request, env, ctx)
    seam = (await request.text()) as Seam
    syncs = 0
    return new Response()
  },
} satisfies ExportedHandler<Env>
