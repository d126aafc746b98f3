import type { Provider } from "../../core/contract/ids.ts"
import type { Config } from "../config.ts"
import { miroProvider } from "./miro.ts"
import type { ProviderSpec } from "./provider.ts"
import { trelloProvider } from "./trello.ts"

export type { ProviderSpec } from "./provider.ts"

export function providerSpec(config: Config, provider: Provider): ProviderSpec {
  return provider === "trello" ? trelloProvider(config) : miroProvider(config)
}
