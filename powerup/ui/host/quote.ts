/** Letters that are written from right to left: Hebrew, Arabic and what lies between, with their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/**
 * A name in quotation marks within an English sentence. One that is written from right to left is isolated, so that the
 * marks and the full stop behind it stay where they belong (Unicode Standard Annex 9, 2.7).
 */
export function quote(name: string): string {
  return `“${RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name}”`
}
