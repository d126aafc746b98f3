import { buildMiroUrl } from "../../../core/cards/miroAddress.ts"
import { Button, LinkButton } from "../../ui/controls/Button.tsx"
import { BoardDrawing } from "./BoardDrawing.tsx"
import { LiveBoard } from "./LiveBoard.tsx"
import type { BoardLink } from "./links.ts"
import { attachmentTexts } from "./texts.ts"

interface LinkRowProps extends BoardLink {
  readonly miroOrigin: string
  readonly shown: boolean
  readonly onShow: (wanted: boolean) => void
}

/** One link: a drawing, its name, how to open it, and the live board once it is asked for. */
export function LinkRow({ link, name, miroOrigin, shown, onShow }: LinkRowProps) {
  return (
    <li className="stack">
      <div className="link">
        <BoardDrawing board={link.board} />
        <div className="link__words stack stack--tight">
          <p className="link__name">{name}</p>
          {link.item !== null && <p className="small subtle">{attachmentTexts.onBoard}</p>}
          <div className="row">
            <LinkButton
              href={buildMiroUrl(miroOrigin, link)}
              look="primary"
              label={attachmentTexts.openOf(name)}
            >
              {attachmentTexts.open}
            </LinkButton>
            <Button
              onPress={() => onShow(!shown)}
              label={shown ? attachmentTexts.hideOf(name) : attachmentTexts.showOf(name)}
            >
              {shown ? attachmentTexts.hide : attachmentTexts.show}
            </Button>
          </div>
        </div>
      </div>
      {shown && <LiveBoard link={link} name={name} miroOrigin={miroOrigin} />}
    </li>
  )
}
