import { lazy, Suspense } from "react"
import { Disclosure } from "../../ui/controls/Disclosure.tsx"
import { Skeleton } from "../../ui/controls/Pending.tsx"
import type { Formats } from "../../ui/host/formats.ts"
import type { PageHost } from "../../ui/host/host.ts"
import type { Place, Standing } from "./place.ts"
import { sectionTexts } from "./texts.ts"

/** The mapping is a fifth of the page's code: it is fetched after the first words. Without it there is no picture. */
const CardPicture = lazy(async () => {
  try {
    return { default: (await import("./CardPicture.tsx")).CardPicture }
  } catch {
    return { default: () => null }
  }
})

interface PlacePictureProps {
  readonly t: PageHost
  readonly formats: Formats
  readonly trelloOrigin: string
  readonly place: Place
  readonly standing: Standing
  readonly changes: number
  readonly alone: boolean
}

/** The app card as it looks on one Miro board; behind one line where the card is on several. */
export function PlacePicture(props: PlacePictureProps) {
  const picture = (
    <Suspense fallback={<Skeleton height={PICTURE_HEIGHT} />}>
      <CardPicture {...props} />
    </Suspense>
  )
  return props.alone ? (
    picture
  ) : (
    <Disclosure summary={sectionTexts.showPicture} later>
      {picture}
    </Disclosure>
  )
}

/** The height of a picture with a title, one line of text and chips, in pixels. */
const PICTURE_HEIGHT = 104
