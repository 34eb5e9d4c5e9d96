// The first language of the reader that Kitestring speaks; English when there is none.
export function chooseLanguage(wanted: readonly string[], translated: readonly string[]) {
  const known = ['en', ...translated]
  return wanted.map((tag) => tag.split('-')[0] ?? '').find((tag) => known.includes(tag)) ?? 'en'
}
