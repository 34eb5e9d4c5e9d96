// Files that the build turns into code.
declare module '*.po' {
  import type { Messages } from '@lingui/core'
  export const messages: Messages
}
declare module 'virtual:picture-sheet' {
  const address: string
  export default address
}
declare module 'virtual:drawings/*' {
  const drawings: import('../features/studio/drawings.ts').Drawings
  export default drawings
}
// Trusted Types, which TypeScript's own library does not know yet.
interface Window {
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(given: string): string }): { createScriptURL(given: string): string }
  }
}

declare module 'virtual:nets' {
  const addresses: Record<'skin' | 'faces' | 'lettering' | 'reading' | 'signs', string>
  export default addresses
}
