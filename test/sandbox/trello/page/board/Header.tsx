import { useRef } from "react"
import type { PluginButton } from "../host/capabilities.ts"
import { Archive } from "./Archive.tsx"
import { Avatar } from "./Avatar.tsx"
import { usePage, useView } from "./context.ts"
import { Icon } from "./icons.tsx"
import { useButtons } from "./answers.ts"
import { People } from "./People.tsx"
import { PluginMenu } from "./PluginMenu.tsx"
import { PopoverButton } from "./Popover.tsx"

/** The bar across the top: the other boards, the theme, who looks. */
export function TopBar() {
  const page = usePage()
  const { state, theme } = useView()
  const other = theme === "light" ? "dark" : "light"
  return (
    <nav className="top-bar" aria-label="Trello stand-in">
      <a className="wordmark" href="/" title="All boards">
        <span className="wordmark-sign" aria-hidden="true" /> Boards{" "}
        <small>a stand-in for Trello</small>
      </a>
      <PopoverButton label="Switch boards" title="Your boards" className="button quiet">
        {() => (
          <ul className="menu">
            {state.boards.map((board) => (
              <li key={board.id}>
                <a
                  href={`/b/${board.shortLink}`}
                  aria-current={board.id === state.board.id ? "page" : undefined}
                >
                  {board.name} <small>{board.organizationName ?? "No workspace"}</small>
                </a>
              </li>
            ))}
          </ul>
        )}
      </PopoverButton>
      <span className="spring" />
      <button
        type="button"
        className="icon-button"
        aria-label={`Switch to ${other} theme`}
        onClick={() => page.setTheme(other)}
      >
        <Icon name={theme === "light" ? "moon" : "sun"} size={20} />
      </button>
      <People people={state.people} viewer={state.viewer} />
    </nav>
  )
}

function BoardButton({ button }: { button: PluginButton }) {
  const { run, elements } = usePage()
  const element = useRef<HTMLButtonElement>(null)
  const click = (): void => {
    if (button.callback !== null && element.current !== null) {
      const el = elements.nameOf(element.current)
      void run(button.callback, { command: "board-buttons", el })
    } else if (button.url !== null) window.open(button.url, button.target ?? "_blank", "noopener")
  }
  const icon = button.darkIcon ?? button.icon
  return (
    <button type="button" className="button quiet" ref={element} onClick={click}>
      {icon !== null && <img className="plugin-icon" src={icon} alt="" />} {button.text}
    </button>
  )
}

/** The board's own header: name, members, the Power-Up's buttons and its menu. */
export function BoardHeader() {
  const { state } = useView()
  const { board } = state
  const buttons = useButtons("board-buttons")
  return (
    <header className="board-header">
      <h1 dir="auto">{board.name}</h1>
      <span className="workspace">{board.organization?.displayName ?? "No workspace"}</span>
      {state.viewer?.canWriteBoard !== true && <span className="workspace">View only</span>}
      <span className="spring" />
      {buttons.map((button) => (
        <BoardButton key={button.text} button={button} />
      ))}
      <PopoverButton
        label="Power-Ups of this board"
        title="Power-Ups"
        className="button quiet"
        face={
          <>
            <Icon name="plug" /> Power-Ups
          </>
        }
      >
        {(close, button) => <PluginMenu close={close} button={button} />}
      </PopoverButton>
      <PopoverButton
        label="Archived items"
        title="Archived items"
        className="button quiet"
        width={340}
        face={
          <>
            <Icon name="archive" /> Archived items
          </>
        }
      >
        {(close) => <Archive close={close} />}
      </PopoverButton>
      <div className="board-members">
        {board.members.slice(0, 6).map((member) => (
          <Avatar key={member.id} person={member} />
        ))}
      </div>
    </header>
  )
}
