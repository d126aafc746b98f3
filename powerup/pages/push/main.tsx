import { warmPreview } from "../../ui/card/buildPreview.ts"
import { startPage } from "../../ui/page/start.tsx"
import { PushPage } from "./PushPage.tsx"

warmPreview()
startPage((props) => <PushPage {...props} trelloOrigin={__TRELLO_ORIGIN__} />)
