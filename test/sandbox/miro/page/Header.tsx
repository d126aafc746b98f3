import type { ReactNode } from "react"
import type { PagePerson } from "../pageState.ts"
import { chooseViewer } from "./api.ts"

interface Props {
  readonly title: string
  readonly subtitle: string
  readonly viewer: PagePerson
  readonly people: readonly PagePerson[]
  /** What the viewer may do here, in a word. */
  readonly may: string | null
  readonly home: boolean
  readonly children?: ReactNode
}

/** The bar on top: what is shown, and who looks. */
export function Header(props: Props): ReactNode {
  return (
    <header className="bar">
      {props.home ? (
        <span className="mark" aria-hidden="true">
          M
        </span>
      ) : (
        <a className="mark" href="/" aria-label="All boards" title="All boards">
          M
        </a>
      )}
      <div className="names">
        <h1>{props.title}</h1>
        <p>{props.subtitle}</p>
      </div>
      {props.children}
      <label className="viewer">
        <span>Looking as</span>
        <select
          value={props.viewer.id}
          onChange={(event) => {
            void chooseViewer(event.currentTarget.value).then(() => window.location.reload())
          }}
        >
          {props.people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </label>
      {props.may === null ? null : <span className="role">{props.may}</span>}
    </header>
  )
}
