import "./section.css"
import { startPage } from "../../ui/page/start.tsx"
import { SectionPage } from "./SectionPage.tsx"

startPage((props) => <SectionPage {...props} miroOrigin={__MIRO_ORIGIN__} />)
