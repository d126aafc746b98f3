import "./gone.css"
import { parseGoneReason } from "../../../core/contract/gone.ts"
import { showGone } from "./showGone.ts"

showGone(document, parseGoneReason(location.search))
