// Every setting and its values, the strictest first. `settings.test.ts` holds this list to settings.sql, and sees each of them enforced. PAR-1, PAR-7
export const settings = {
  audience: ['family', 'everyone'],
  days: ['7', '30', '90'],
  'cooling-off': ['ten-minutes', 'minute'],
  hearts: ['off', 'on'],
  replies: ['off', 'stickers', 'phrases', 'own-words'],
  hours: ['20-7', '21-6', 'never'],
  budget: ['30', '60', 'all-day'],
  asking: ['each', 'new-people', 'told', 'weekly'],
} as const
/** On each of these steps some photo goes out without a guardian being asked before. KID-5 */
export type Step = Exclude<(typeof settings.asking)[number], 'each'>
export type SettingName = keyof typeof settings
export type SettingValue = (typeof settings)[SettingName][number]
export const settingNames = Object.keys(settings) as [SettingName, ...SettingName[]]

/** Of these values of one setting the strictest, up to and with the one that is set. */
export function upTo<Value>(values: readonly Value[], set: Value): Value[] {
  return values.slice(0, values.indexOf(set) + 1)
}
