import { trelloLibrary } from "../trello.ts"
import { capabilities } from "./capabilities.ts"

trelloLibrary().initialize(capabilities, { targetOrigin: __TRELLO_ORIGIN__ })
