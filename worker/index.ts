import { buildApp } from "./app.ts"
import { systemClock } from "./clock.ts"

export { Attempt } from "./grants/attempt.ts"
export { Grant } from "./grants/grant.ts"
export { TrelloBudget } from "./grants/trelloBudget.ts"
export { Board } from "./sync/board.ts"
export { Workspace } from "./workspaces/workspace.ts"

const app = buildApp(systemClock)

export default { fetch: app.fetch } satisfies ExportedHandler<Env>
