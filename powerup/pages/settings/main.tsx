import "./settings.css"
import { startPage } from "../../ui/page/start.tsx"
import { SettingsPage } from "./SettingsPage.tsx"

startPage((props) => <SettingsPage {...props} />)
