export const commands: Readonly<Record<string, string>>
export const parts: readonly string[]
