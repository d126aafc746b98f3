import { screen } from "@testing-library/react"
import axe from "axe-core"
import type { ReactNode } from "react"
import type { PageProps } from "../../ui/page/start.tsx"
import type { FakeClient } from "./fakeClient.ts"
import type { FakeHostOptions } from "./fakeHost.ts"
import { show } from "./show.tsx"

/** A page in one of its states. */
export interface PageCase {
  readonly page: (props: PageProps) => ReactNode
  readonly options?: FakeHostOptions
  readonly fake?: FakeClient
  /** What is there once the state is reached. */
  readonly shows: RegExp
  /** Buttons to press on the way. */
  readonly press?: readonly RegExp[]
}

/** What axe finds on a page in that state, each with the element. */
export async function violationsOf({
  page,
  options,
  fake,
  press,
  shows,
}: PageCase): Promise<string[]> {
  const { user, page: shown } = show(page, { ...options, ...(fake === undefined ? {} : { fake }) })
  for (const button of press ?? []) {
    await user.click(await screen.findByRole("button", { name: button }))
  }
  await screen.findAllByText(shows)
  // Colours are checked from the tokens, and happy-dom has no layout to look at.
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } }
  const { violations } = await axe.run(shown.container, { rules })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
