declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import("../../worker/dev.ts")
    durableNamespaces: "Grant" | "Attempt" | "Workspace" | "Board" | "TrelloBudget"
  }
}
