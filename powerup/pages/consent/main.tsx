import { startPage } from "../../ui/page/start.tsx"
import { ConsentPage } from "./ConsentPage.tsx"

startPage((props) => <ConsentPage {...props} />)
