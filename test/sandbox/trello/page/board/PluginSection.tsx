import { parseSection, sectionMaxHeight } from "../host/capabilities.ts"
import type { Card } from "../host/state.ts"
import { pluginDataSignature, useCapability } from "./badges.ts"
import { usePage, useView } from "./context.ts"
import { PluginFrame } from "./PluginFrame.tsx"

/** The Power-Up's section on an open card; loaded again when the card's plugin data changes. */
export function PluginSection({ card }: { card: Card }) {
  const { run, elements } = usePage()
  const { state } = useView()
  const { value: section, turn } = useCapability({
    capability: "card-back-section",
    card,
    signature: pluginDataSignature(state, card),
    parse: parseSection,
    empty: null,
  })
  if (section === null) return null
  const { action } = section
  return (
    <section className="card-section" aria-label={section.title}>
      <h3>
        <img className="plugin-icon mono" src={section.icon} alt="" width={20} height={20} />
        <span dir="auto">{section.title}</span>
        {action !== null && (
          <button
            type="button"
            className="button small"
            onClick={(event) => {
              const el = elements.nameOf(event.currentTarget)
              const place = { card: card.id, command: "card-back-section", el }
              void run(action.callback, place)
            }}
          >
            {action.text}
          </button>
        )}
      </h3>
      <PluginFrame
        key={turn}
        url={section.url}
        title={section.title}
        height={section.height}
        maxHeight={sectionMaxHeight}
      />
    </section>
  )
}
