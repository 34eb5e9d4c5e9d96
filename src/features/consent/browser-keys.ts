// Everything that Kitestring leaves in a browser, and where. A journey compares it with what is really there. NOT-5
export const browserKeys = {
  cookie: { where: 'cookie', name: /^(__Host-)?kitestring$/ },
  tablet: { where: 'cookie', name: /^(__Host-)?kitestring-tablet$/ },
  known: { where: 'cookie', name: /^(__Host-)?kitestring-known$/ },
  roomy: { where: 'localStorage', name: /^kitestring\.roomy$/ },
  language: { where: 'localStorage', name: /^kitestring\.language$/ },
  ear: { where: 'localStorage', name: /^kitestring\.ear$/ },
  'lesson-aside': { where: 'sessionStorage', name: /^kitestring\.lesson-aside$/ },
  draft: { where: 'sessionStorage', name: /^kitestring\.draft$/ },
  making: { where: 'indexedDB', name: /^kitestring\.making$/ },
  country: { where: 'localStorage', name: /^kitestring\.country$/ },
  app: { where: 'caches', name: /^(serwist-precache-|kept-when-needed$)/ },
} as const

export type BrowserKey = keyof typeof browserKeys
