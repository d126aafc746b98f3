/** The words of the controls that every page shares. */
export const controlTexts = {
  kinds: { error: "Problem", warning: "Please note", info: "Note", success: "Done" },
  slow: (label: string) => `${label} – this takes longer than usual. You can keep waiting.`,
  retry: "Try again",
} as const
