/** What wrangler.toml and the secrets bind. Values are parsed once, in config.ts. */
declare namespace Cloudflare {
  interface Env {
    readonly ASSETS: Fetcher
    readonly TOKENS: KVNamespace
    readonly GRANTS: DurableObjectNamespace<import("./grants/grant.ts").Grant>
    readonly ATTEMPTS: DurableObjectNamespace<import("./grants/attempt.ts").Attempt>
    readonly TRELLO_BUDGET: DurableObjectNamespace<import("./grants/trelloBudget.ts").TrelloBudget>
    readonly WORKSPACES: DurableObjectNamespace<import("./workspaces/workspace.ts").Workspace>
    readonly BOARDS: DurableObjectNamespace<import("./sync/board.ts").Board>
    readonly [variable: string]: unknown
  }
}
type Env = Cloudflare.Env
