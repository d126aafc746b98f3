import { buildEmbedUrl } from "../../../core/cards/miroAddress.ts"
import type { BoardLink } from "./links.ts"
import { attachmentTexts } from "./texts.ts"

/**
 * What Miro's page may do in its frame: run as itself, sign in, open boards in new windows, and ask for its cookies.
 * It cannot lead the Trello page elsewhere.
 */
const MAY =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-storage-access-by-user-activation"

/** The live board in a frame of Miro's, to look at. It is told neither Trello's address nor ours. */
export function LiveBoard({ link, name, miroOrigin }: BoardLink & { readonly miroOrigin: string }) {
  return (
    <div className="stack stack--tight">
      <iframe
        className="live-board"
        src={buildEmbedUrl(miroOrigin, link)}
        title={attachmentTexts.frame(name)}
        sandbox={MAY}
        referrerPolicy="no-referrer"
      />
      <p className="small subtle">{attachmentTexts.hint}</p>
    </div>
  )
}
