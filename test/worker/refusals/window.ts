import type { AttemptAnswer } from "../../../core/contract/connections.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import { Person } from "../../journey/person.ts"

/** The same person in another browser: no cookies. */
export function otherBrowser(person: Person): Person {
  return new Person(person.options)
}

/** An attempt whose window is open. `consent` is the provider's address. */
export interface OpenWindow {
  readonly attempt: string
  readonly path: string
  readonly consent: string
}

export async function openWindow(
  person: Person,
  providers: readonly Provider[] = ["trello"],
): Promise<OpenWindow> {
  const start = await person.prepare(providers)
  const response = await person.visit(start.path)
  return { ...start, consent: response.headers.get("location") ?? "" }
}

/** Where a provider sends the person back to: path and query at the Worker. */
export async function consentAt(window: Pick<OpenWindow, "consent">): Promise<string> {
  const response = await fetch(window.consent, { redirect: "manual" })
  await response.body?.cancel()
  const { pathname, search } = new URL(response.headers.get("location") ?? "")
  return pathname + search
}

/** The state that a consent address carries. */
export function stateOf(window: Pick<OpenWindow, "consent">): string {
  return new URL(window.consent).searchParams.get("state") ?? ""
}

/** How the page that began the attempt reads of it. */
export async function readAttempt(person: Person, attempt: string): Promise<AttemptAnswer> {
  return (await person.api("GET", `/api/attempts/${attempt}`)).body as AttemptAnswer
}

/** Consents and reads how it went, whatever that is. */
export async function consentAndRead(
  person: Person,
  providers: readonly Provider[] = ["trello"],
): Promise<AttemptAnswer> {
  const { attempt } = await person.consent(await person.prepare(providers))
  return readAttempt(person, attempt)
}

/** Answers the callback page's question, as its own script does. */
export function decide(
  person: Person,
  attempt: string,
  decision: "confirm" | "refuse",
  origin = person.options.appOrigin,
): Promise<Response> {
  return person.visit(`/oauth/attempts/${attempt}/${decision}`, {
    method: "POST",
    headers: { origin },
  })
}
