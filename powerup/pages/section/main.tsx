import "./section.css"
import { startPage } from "../../ui/page/start.tsx"
import { SectionPage } from "./SectionPage.tsx"

startPage((props) => (
  <SectionPage
    {...props}
    appOrigin={__APP_ORIGIN__}
    trelloOrigin={__TRELLO_ORIGIN__}
    miroOrigin={__MIRO_ORIGIN__}
  />
))
