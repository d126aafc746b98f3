import { useEffect, useState } from "react"
import type { Provider } from "../../../core/contract/ids.ts"
import type { Client } from "../../client/index.ts"
import { PROVIDER_NAMES } from "../errors/errorTexts.ts"
import { Button } from "../controls/Button.tsx"
import { Live } from "../controls/Live.tsx"
import { Pending } from "../controls/Pending.tsx"
import type { PageHost } from "../host/host.ts"
import { ConsentStatus } from "./ConsentStatus.tsx"
import { connectTexts } from "./texts.ts"
import { useConsent } from "./useConsent.ts"
import { forgetBegun, noteBegun, useUnfinished } from "./unfinished.ts"

interface ConnectPanelProps {
  readonly t: PageHost
  readonly client: Client
  /** What is missing, in the order in which it is asked. */
  readonly providers: readonly Provider[]
  /** Those of them that were connected before; none by default. */
  readonly ended?: readonly Provider[]
  readonly onConnected: () => void
  /** Looks what is connected now: a consent may have come through behind this page's back. */
  readonly onLook: () => void
}

const NAMES = new Intl.ListFormat("en", { type: "conjunction" })

function namesOf(providers: readonly Provider[]): string {
  return NAMES.format(providers.map((one) => PROVIDER_NAMES[one]))
}

/**
 * The page before consent: what is asked, of whom and why, and one button. When the popup was closed while the
 * other window was open, it goes on waiting for that window instead of asking anew.
 */
export function ConnectPanel(props: ConnectPanelProps) {
  const { t, client, providers, ended = [], onConnected, onLook } = props
  const names = namesOf(providers)
  const [own, setOwn] = useState(false)
  const consent = useConsent(client, providers, {
    onConnected,
    onBegun: () => {
      setOwn(true)
      void noteBegun(t)
    },
    onEnded: () => void forgetBegun(t),
    // Of two consents the first may have come through: then only the other is missing.
    onFailed: onLook,
  })
  const unfinished = useUnfinished(t, onLook)
  // It goes when everything is connected, also by a window that another page opened.
  useEffect(() => () => void forgetBegun(t), [t])
  if (unfinished.state === "unknown") return <Pending label={connectTexts.preparing} height={368} />
  if (unfinished.state === "waiting" && !own) return <Resumed onAgain={unfinished.forget} />
  return (
    <section className="stack" aria-labelledby="connect-title">
      <h1 id="connect-title">{connectTexts.title(names)}</h1>
      {consent.state.name !== "waiting" && <Explanation providers={providers} ended={ended} />}
      <ConsentStatus
        wide
        consent={consent}
        providers={providers}
        button={connectTexts.open(names)}
      />
    </section>
  )
}

function Explanation({
  providers,
  ended,
}: {
  readonly providers: readonly Provider[]
  readonly ended: readonly Provider[]
}) {
  return (
    <>
      <p>{ended.length > 0 ? connectTexts.ended(namesOf(ended)) : connectTexts.why}</p>
      {providers.map((provider) => {
        const asks = connectTexts.asks[provider]
        return (
          <div key={provider} className="stack stack--tight">
            <h2>{asks.title}</h2>
            <ul className="asks">
              {asks.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
            <p className="small subtle">{asks.never}</p>
          </div>
        )
      })}
      <p className="small subtle">{connectTexts.keeps}</p>
    </>
  )
}

function Resumed({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <section className="stack" aria-labelledby="resumed-title">
      <Live className="stack stack--tight">
        <div className="row row--top">
          <span className="spinner" aria-hidden="true" />
          <h1 id="resumed-title" className="grow">
            {connectTexts.resumed}
          </h1>
        </div>
        <p>{connectTexts.resumedStep}</p>
      </Live>
      <p className="small subtle">{connectTexts.adminHint}</p>
      <div>
        <Button onPress={onAgain}>{connectTexts.startAgain}</Button>
      </div>
    </section>
  )
}
