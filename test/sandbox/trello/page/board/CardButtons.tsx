import type { PluginButton } from "../host/capabilities.ts"
import type { Card } from "../host/state.ts"
import { usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { useButtons } from "./answers.ts"
import { PopoverButton } from "./Popover.tsx"

/** The address of a card button's icon with the colour that suits the theme. */
function tintedIcon(icon: string, isDark: boolean): string {
  if (!/^https?:/.test(icon)) return icon
  const url = new URL(icon)
  url.searchParams.set("color", isDark ? "b6c2cf" : "44546f")
  return url.href
}

function ButtonList({ card, close, anchor }: { card: Card; close: () => void; anchor: Element }) {
  const page = usePage()
  const { state, theme } = useView()
  const buttons = useButtons("card-buttons", card.id)
  const run = (button: PluginButton): void => {
    close()
    if (button.callback !== null) {
      const place = { card: card.id, command: "card-buttons", el: page.elements.nameOf(anchor) }
      void page.run(button.callback, place)
    } else if (button.url !== null) window.open(button.url, button.target ?? "_blank", "noopener")
  }
  if (buttons.length === 0) {
    return (
      <p className="hint">
        {state.plugin.enabled
          ? `${state.plugin.name} offers nothing here.`
          : "No Power-Up is enabled on this board."}
      </p>
    )
  }
  return (
    <ul className="menu">
      {buttons.map((button) => (
        <li key={button.text}>
          <button type="button" onClick={() => run(button)}>
            {button.icon !== null && (
              <img
                className="plugin-icon mono"
                src={tintedIcon(button.icon, theme === "dark")}
                alt=""
              />
            )}
            {button.text}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The foot of an open card with the popover that holds the Power-Up's buttons. */
export function CardButtons({ card }: { card: Card }) {
  return (
    <footer className="card-foot">
      <PopoverButton
        label="Power-Ups"
        face={
          <>
            <Icon name="plug" /> Power-Ups
          </>
        }
      >
        {(close, anchor) => <ButtonList card={card} close={close} anchor={anchor} />}
      </PopoverButton>
    </footer>
  )
}
