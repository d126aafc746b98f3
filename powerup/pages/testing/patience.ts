import { configure } from "@testing-library/react"

// A page that is not there within a second on a busy machine is there a moment later.
configure({ asyncUtilTimeout: 10_000 })
