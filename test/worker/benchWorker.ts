import { readConfig } from "../../worker/config.ts"
import dev from "../../worker/dev.ts"

export { Attempt, Board, Grant, TrelloBudget, Workspace } from "../../worker/dev.ts"

/**
 * The Worker for development, and `GET /_bench/pass-on{path}`, which sends its own token on to Miro and does nothing
 * else: what a call costs here without any custody.
 */
// oxlint-disable-next-line import/no-default-export -- what the platform starts
export default {
  async fetch(request, env, ctx) {
    const { pathname, search } = new URL(request.url)
    const [, path] = pathname.split("/_bench/pass-on")
    if (path === undefined) return dev.fetch(request, env, ctx)
    const authorization = request.headers.get("authorization") ?? ""
    const address = readConfig(env).MIRO_API_ORIGIN + path + search
    const answer = await fetch(address, { headers: { authorization }, redirect: "manual" })
    return new Response(await answer.text(), { status: answer.status })
  },
} satisfies ExportedHandler<Env>
