import { startPage } from "../../ui/page/start.tsx"
import { PushPage } from "./PushPage.tsx"

startPage((props) => <PushPage {...props} trelloOrigin={__TRELLO_ORIGIN__} />)
