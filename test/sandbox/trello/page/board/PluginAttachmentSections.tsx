import { useEffect, useState } from "react"
import { type AttachmentSection, parseAttachmentSections } from "../host/attachments.ts"
import { sectionMaxHeight } from "../host/capabilities.ts"
import type { Card } from "../host/state.ts"
import { useCapability } from "./badges.ts"
import { usePage } from "./context.ts"
import { PluginFrame } from "./PluginFrame.tsx"

const none: AttachmentSection[] = []

/** A section with the count of the answer that it came with. */
export interface ShownSection {
  readonly section: AttachmentSection
  readonly turn: number
}

/** The sections that the Power-Up makes of a card's attachments. */
export function useAttachmentSections(card: Card): readonly ShownSection[] {
  const attachments = card.attachments ?? []
  const { value, turn } = useCapability({
    capability: "attachment-sections",
    card,
    signature: JSON.stringify(attachments),
    parse: (answer, owner) =>
      parseAttachmentSections(answer, owner, new Set(attachments.map(({ id }) => id))),
    empty: none,
    options: { entries: attachments },
    isWanted: attachments.length > 0,
  })
  return value.map((section) => ({ section, turn }))
}

/** The title: given, or brought by a function of the Power-Up. */
function useTitle(card: Card, title: AttachmentSection["title"]): string {
  const { run } = usePage()
  const [brought, setBrought] = useState("")
  useEffect(() => {
    if (typeof title === "string") return
    let isGone = false
    const bring = async (): Promise<void> => {
      const answer = await run(title, { card: card.id })
      if (!isGone && typeof answer === "string") setBrought(answer)
    }
    void bring()
    return () => {
      isGone = true
    }
  }, [run, card.id, title])
  return typeof title === "string" ? title : brought
}

function Section({ card, section, turn }: { card: Card } & ShownSection) {
  const title = useTitle(card, section.title)
  return (
    <section className="card-section" aria-label={title === "" ? "Attachments" : title}>
      <h3>
        <img className="plugin-icon mono" src={section.icon} alt="" width={20} height={20} />
        <span dir="auto">{title}</span>
      </h3>
      <PluginFrame
        key={turn}
        url={section.url}
        title={title}
        height={section.height}
        maxHeight={sectionMaxHeight}
      />
    </section>
  )
}

/** Shows what `useAttachmentSections` found. */
export function AttachmentSections({
  card,
  sections,
}: {
  card: Card
  sections: readonly ShownSection[]
}) {
  return sections.map(({ section, turn }) => (
    <Section key={section.id} card={card} section={section} turn={turn} />
  ))
}
