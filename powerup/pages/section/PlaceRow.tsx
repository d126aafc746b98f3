import { useId } from "react"
import { buildMiroUrl } from "../../../core/cards/miroAddress.ts"
import { Button, LinkButton } from "../../ui/controls/Button.tsx"
import { Live } from "../../ui/controls/Live.tsx"
import { describeError } from "../../ui/errors/describeError.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import { PROVIDER_NAMES } from "../../ui/errors/errorTexts.ts"
import type { SectionPageProps } from "./SectionPage.tsx"
import { describePlace, isDrawn, type Place, type Viewer } from "./place.ts"
import { PlacePicture } from "./PlacePicture.tsx"
import { PopupButton } from "./PopupButton.tsx"
import { StandingLine } from "./StandingLine.tsx"
import { sectionTexts } from "./texts.ts"
import { usePlaceActions, type PlaceActions } from "./usePlaceActions.ts"
import type { Section } from "./useSection.ts"

interface PlaceRowProps extends SectionPageProps {
  readonly place: Place
  readonly section: Section
  readonly viewer: Viewer
  /** It is the only place, so that its picture needs no press. */
  readonly alone: boolean
}

/** One Miro board that the card is on: how it stands there, what it looks like, and what can be done. */
export function PlaceRow(props: PlaceRowProps) {
  const { place, viewer } = props
  const standing = describePlace(place, viewer)
  const actions = usePlaceActions(props, place, props.section)
  const { busy, doing, done, error } = actions
  const title = useId()
  return (
    <li className="place stack" aria-labelledby={title}>
      <div className="stack stack--tight">
        <h2 id={title}>{place.name}</h2>
        <StandingLine standing={standing} formats={props.formats} />
      </div>
      {standing.step !== null && (
        <PopupButton t={props.t} appOrigin={props.appOrigin} page="settings" look="primary">
          {standing.step === "settings" ? sectionTexts.settings : sectionTexts.reauthorize("Miro")}
        </PopupButton>
      )}
      <div>
        <Actions {...props} actions={actions} />
        <Live className="small subtle place__done">
          {busy ? (doing === "push" ? sectionTexts.pushing : sectionTexts.removing) : (done ?? "")}
        </Live>
      </div>
      {error !== null && (
        <>
          <ErrorNotice error={error} />
          <Connecting {...props} error={error} />
        </>
      )}
      {isDrawn(standing) && (
        <PlacePicture {...props} changes={props.section.changes} standing={standing} />
      )}
    </li>
  )
}

function Actions(props: PlaceRowProps & { readonly actions: PlaceActions }) {
  const { place, actions } = props
  const { busy, doing } = actions
  const { leaving } = props.section
  const reason = place.sync?.reason ?? null
  const item = reason === "deleted_on_miro" ? null : place.item
  return (
    <div className="row">
      {reason !== "miro_board_gone" && (
        <LinkButton
          href={buildMiroUrl(props.miroOrigin, { board: place.id, item })}
          label={sectionTexts.openOn(place.name)}
        >
          {sectionTexts.open}
        </LinkButton>
      )}
      {props.viewer.mayAct && (
        <>
          <Button
            busy={busy && doing === "push"}
            waits={leaving}
            onPress={actions.push}
            label={sectionTexts.againOn(place.name)}
          >
            {sectionTexts.again}
          </Button>
          <Button
            busy={busy && doing === "remove"}
            waits={leaving}
            onPress={actions.remove}
            label={sectionTexts.removeFrom(place.name)}
          >
            {sectionTexts.remove}
          </Button>
        </>
      )}
    </div>
  )
}

/** The way to what an action lacked: a first consent in the push popup, another one in the settings. */
function Connecting({ t, appOrigin, error }: SectionPageProps & { readonly error: unknown }) {
  const { action, provider } = describeError(error)
  if (action !== "connect" && action !== "reauthorize") return null
  const who = PROVIDER_NAMES[provider ?? "miro"]
  const [page, label] =
    action === "connect"
      ? (["push", sectionTexts.connect(who)] as const)
      : (["settings", sectionTexts.reauthorize(who)] as const)
  return (
    <PopupButton t={t} appOrigin={appOrigin} page={page} look="primary">
      {label}
    </PopupButton>
  )
}
