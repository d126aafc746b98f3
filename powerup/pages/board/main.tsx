import "./board.css"
import { startPage } from "../../ui/page/start.tsx"
import { BoardPage } from "./BoardPage.tsx"

startPage((props) => <BoardPage {...props} now={() => Date.now()} />)
