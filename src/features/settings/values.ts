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
/** What may be said of one person alone; 'same': as with everybody. */
export const steps = ['same', ...settings.asking] as const
export type SettingName = keyof typeof settings
export type SettingValue = (typeof settings)[SettingName][number]
export const settingNames = Object.keys(settings) as [SettingName, ...SettingName[]]

/** Of these values of one setting the strictest, up to and with the one that is set. */
export function upTo<Value>(values: readonly Value[], set: Value): Value[] {
  return values.slice(0, values.indexOf(set) + 1)
}

/** The strictest of those on which a child stands with the people a photo is for; `all`: on which with everybody. ladder.sql decides; this says beforehand what it will. KID-5 */
export function strictest(people: readonly { asking: (typeof settings.asking)[number] }[], all: (typeof settings.asking)[number]) {
  return settings.asking.find((value) => people.some(({ asking }) => asking === value)) ?? all
}
