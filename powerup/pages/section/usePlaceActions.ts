import { useState } from "react"
import { throughConnection } from "../../ui/entries/throughConnection.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import type { PageHost } from "../../ui/host/host.ts"
import type { PageProps } from "../../ui/page/start.tsx"
import { useAction } from "../../ui/state/useAction.ts"
import type { Place } from "./place.ts"
import { sectionTexts } from "./texts.ts"
import type { Section } from "./useSection.ts"

export interface PlaceActions {
  readonly doing: "push" | "remove" | null
  readonly busy: boolean
  readonly error: unknown
  /** What came of the last push, in words. */
  readonly done: string | null
  readonly push: () => void
  readonly remove: () => void
}

/** Pushes the card again to the Miro board that it is on, and takes it off there. */
export function usePlaceActions(
  props: PageProps,
  place: Place,
  { act, take }: Pick<Section, "act" | "take">,
): PlaceActions {
  const { t, client, formats } = props
  const [doing, setDoing] = useState<PlaceActions["doing"]>(null)
  const [done, setDone] = useState<string | null>(null)
  const { run, busy, error } = useAction()
  const card = t.getContext().card ?? ""
  const start = (name: "push" | "remove", work: () => Promise<void>): void => {
    setDone(null)
    setDoing(name)
    run(() => act(work))
  }
  const push = (): void =>
    start("push", async () => {
      const answer = await throughConnection(props, (connection) =>
        client.request("pushCard", {
          card,
          miroBoard: { id: place.id, name: place.name.slice(0, 60) },
          connection,
          locale: formats.locale.slice(0, 35),
          timeZone: readTimeZone(),
          known: true,
        }),
      )
      const { created, updated } = sectionTexts
      const words = (answer.outcome === "created" ? created : updated)(place.name)
      await take(answer, () => void announce(t, words))
      setDone(words)
    })
  const remove = (): void =>
    start("remove", async () => {
      const answer = await throughConnection(props, (connection) =>
        client.request("removeCard", { card, miroBoard: place.id, connection }),
      )
      void announce(t, sectionTexts.removed(place.name))
      await take(answer)
    })
  return { doing, busy, error, done, push, remove }
}

/** Says it over Trello's page, where this one is about to be loaded anew or taken away. */
async function announce(t: PageHost, message: string): Promise<void> {
  try {
    await t.alert({ message: message.slice(0, 140), display: "success" })
  } catch {
    // It worked all the same.
  }
}
