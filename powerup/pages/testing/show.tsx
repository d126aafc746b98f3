import { cleanup, render, type RenderResult } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import type { ReactNode } from "react"
import { afterEach } from "vitest"
import { buildFormats } from "../../ui/host/formats.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { buildFakeClient, type FakeClient } from "./fakeClient.ts"
import { buildFakeHost, type FakeHost, type FakeHostOptions } from "./fakeHost.ts"

afterEach(cleanup)

/** When the tests take place, in milliseconds since 1970. */
export const NOW = Date.UTC(2026, 10, 22, 9)

export interface Shown {
  readonly host: FakeHost
  readonly fake: FakeClient
  readonly user: ReturnType<typeof userEvent.setup>
  readonly page: RenderResult
}

/** Shows a page with a fake `t` and a fake client. */
export function show(
  render_: (props: PageProps) => ReactNode,
  options: FakeHostOptions & { readonly fake?: FakeClient } = {},
): Shown {
  const host = buildFakeHost(options)
  const fake = options.fake ?? buildFakeClient()
  const formats = buildFormats(host.t.getContext().locale, () => NOW)
  const page = render(render_({ t: host.t, client: fake.client, formats }))
  return { host, fake, user: userEvent.setup(), page }
}

/** The names of the calls so far, without the identity of the page's own. */
export function namesOf(fake: FakeClient): string[] {
  return fake.calls.map(({ name }) => name)
}
