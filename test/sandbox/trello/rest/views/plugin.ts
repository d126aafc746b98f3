import type { Trello } from "../../trello.ts"

/** The Power-Up's record. */
export function viewPlugin(trello: Trello): Record<string, unknown> {
  const { id, name, author, capabilities, connectorUrl, iconUrl } = trello.plugin
  return {
    id,
    author,
    capabilities,
    categories: ["collaboration"],
    claimedDomains: [],
    compliance: {
      lastPolled: { memberPrivacy: trello.privacy.lastPolled },
      storesPersonalData: false,
      dateUpdatedStoresPersonalData: null,
    },
    icon: { url: iconUrl },
    iframeConnectorUrl: connectorUrl,
    listings: [{ name, locale: "en-US", description: name, overview: name }],
    moderatedState: null,
    name,
    privacyUrl: null,
    public: false,
    supportEmail: null,
    tags: [],
    url: null,
  }
}
