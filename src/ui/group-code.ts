// One-time codes as people type, paste or scan them: any case, any gaps, or the whole address (…/pair#CODE).
export function groupCode(typed: string) {
  const code = typed.slice(typed.lastIndexOf('#') + 1)
  const signs = code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  return signs.match(/.{1,4}/gu)?.join('-') ?? ''
}
