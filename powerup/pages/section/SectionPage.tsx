import { Live } from "../../ui/controls/Live.tsx"
import { Pending } from "../../ui/controls/Pending.tsx"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import type { PageProps } from "../../ui/page/start.tsx"
import { PlaceRow } from "./PlaceRow.tsx"
import { PopupButton } from "./PopupButton.tsx"
import { sectionTexts } from "./texts.ts"
import { useSection, type Section, type SectionCard } from "./useSection.ts"

export interface SectionPageProps extends PageProps {
  /** Where the pages, Trello's cards and Miro's boards are opened. */
  readonly appOrigin: string
  readonly trelloOrigin: string
  readonly miroOrigin: string
}

/** The section on the back of a card: the Miro boards that it is on, and how it stands on each. */
export function SectionPage(props: SectionPageProps) {
  const section = useSection(props)
  const { state } = section
  return (
    <main className="page page--section">
      {state.status === "failed" ? (
        <ErrorNotice error={state.error} actions={{ retry: section.reload }} />
      ) : state.status !== "done" ? (
        <Pending label={sectionTexts.loading} height={ROW_HEIGHT} />
      ) : (
        <Places {...props} section={section} card={state.value} />
      )}
    </main>
  )
}

function Places(
  props: SectionPageProps & { readonly section: Section; readonly card: SectionCard },
) {
  const { t, section, card } = props
  const { organization } = t.getContext()
  const mayAct = t.isMemberSignedIn() && organization !== undefined && organization !== ""
  const { places, mayAsk } = card
  if (places.length === 0 && section.asking) {
    return <Pending label={sectionTexts.loading} height={ROW_HEIGHT} />
  }
  return (
    <div className="stack">
      {places.length === 0 ? (
        <Nowhere listed={card.listed} mayAct={mayAct} />
      ) : (
        <ul className="places" aria-label={sectionTexts.list}>
          {places.map((place) => (
            <PlaceRow
              key={place.id}
              {...props}
              place={place}
              section={section}
              viewer={{ mayAct, mayAsk }}
              alone={places.length === 1}
            />
          ))}
        </ul>
      )}
      {mayAct && (
        <PopupButton t={t} appOrigin={props.appOrigin} page="push" look="link">
          {places.length === 0 ? sectionTexts.push : sectionTexts.elsewhere}
        </PopupButton>
      )}
    </div>
  )
}

function Nowhere({ listed, mayAct }: { readonly listed: boolean; readonly mayAct: boolean }) {
  return (
    <Live className="stack stack--tight subtle">
      <p>{listed ? sectionTexts.somewhere : sectionTexts.none}</p>
      {listed && mayAct && <p>{sectionTexts.somewhereNext}</p>}
    </Live>
  )
}

/** The height of one board without its picture in pixels, kept while the entry is read. */
const ROW_HEIGHT = 96
