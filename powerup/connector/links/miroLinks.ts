import { parseMiroLink } from "../../../core/contract/miroLink.ts"
import type {
  Attachment,
  AttachmentSection,
  AttachmentThumbnail,
  FormattedUrl,
  HandlerContext,
} from "../../trello.ts"
import { ICON_URL, pageUrl } from "../addresses.ts"
import { linkTexts } from "./texts.ts"

/** Height of one link until the page has measured itself, and the most that Trello gives a section, in pixels. */
const ROW_HEIGHT = 96
const MOST = 1_500

/** A drawing of a board, in colours. */
const PICTURE_URL = `${__APP_ORIGIN__}/icons/board.svg`

const read = (url: string) => parseMiroLink(url, __MIRO_ORIGIN__)

/** Claims the card's links to Miro boards and shows them in one frame; leaves every other attachment alone. */
export function attachmentSections(
  t: HandlerContext,
  entries: readonly Attachment[],
): readonly AttachmentSection[] {
  const claimed = entries.filter(({ url }) => read(url) !== null)
  if (claimed.length === 0) return []
  const links = claimed.map(({ name, url }) => ({ name, url }))
  return [
    {
      id: "miro-boards",
      claimed,
      icon: ICON_URL,
      title: linkTexts.section,
      content: {
        type: "iframe",
        url: t.signUrl(pageUrl("attachments"), { links }),
        height: Math.min(ROW_HEIGHT * claimed.length, MOST),
      },
    },
  ]
}

/** A picture and a name for a link to a Miro board. Throws `NotHandled` for everything else. */
export function attachmentThumbnail(
  t: HandlerContext,
  { url, name }: Pick<Attachment, "name" | "url">,
): AttachmentThumbnail {
  if (read(url) === null) throw t.NotHandled()
  return {
    // Trello names a pasted link after its address.
    title: name === url ? linkTexts.board : name || linkTexts.board,
    image: { url: PICTURE_URL, logo: true },
    openText: linkTexts.open,
  }
}

/** Words in place of a bare link to a Miro board. Throws `NotHandled` for everything else. */
export function formatUrl(t: HandlerContext, url: string): FormattedUrl {
  const link = read(url)
  if (link === null) throw t.NotHandled()
  return {
    icon: ICON_URL,
    text: link.item === null ? linkTexts.board : linkTexts.item,
    subtext: link.board,
  }
}
