import "./attachments.css"
import { startPage } from "../../ui/page/start.tsx"
import { AttachmentsPage } from "./AttachmentsPage.tsx"

startPage((props) => <AttachmentsPage {...props} miroOrigin={__MIRO_ORIGIN__} />)
