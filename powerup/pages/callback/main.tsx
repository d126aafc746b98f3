import { createRoot } from "react-dom/client"
import { ApiError } from "../../client/errors.ts"
import { ErrorNotice } from "../../ui/errors/ErrorNotice.tsx"
import "../../ui/page/page.css"
import { buildAttemptCalls, readAttemptId, readRefusal } from "./attemptCalls.ts"
import { CallbackPage } from "./CallbackPage.tsx"
import { findOpener } from "./handOver.ts"

const root = document.getElementById("root")
if (root === null) throw new Error("The page has no #root")
const attempt = readAttemptId(location.search)
createRoot(root).render(
  attempt === null ? (
    <main className="page page--window">
      <ErrorNotice error={new ApiError(readRefusal(location.search))} />
    </main>
  ) : (
    <CallbackPage
      calls={buildAttemptCalls(attempt, (path, init) => fetch(path, init))}
      opener={findOpener(window)}
      close={() => window.close()}
    />
  ),
)
