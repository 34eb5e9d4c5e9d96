// The words of the notice, in English: of each item of what is kept, of each line of the schedule, of what stays in the browser. Without its words nothing compiles. NOT-1, NOT-4, NOT-5
import type { BrowserKey } from '../browser-keys.ts'
import type { KeptItem } from '../kept-items.ts'
import type { Line } from './items.ts'

/** "What, why. More. Who sees it."; where nothing is said of who sees it, the child and its guardians do, and nobody else. `called` stands in the schedule. */
type ItemWords = { called: string; what: string; why: string; more?: string; seen: string | 'the family' }

export const itemWords: Readonly<Record<KeptItem, ItemWords>> = {
  profile: {
    called: 'the profile',
    what: 'A nickname, another that your child asks for, a drawn animal and an age group (5 to 9, or 10 to 13), and the month of turning 13 when you say it',
    why: 'so that your child has a profile',
    more: 'We keep no birthday, real name, school or address.',
    seen: 'The people you approve see these too.',
  },
  photos: {
    called: 'a photo and its words',
    what: 'Photos, captions and descriptions of photos, and your answer to each',
    why: 'so that your child can show them to people',
    seen: 'You see them once your child asks you to look. Other people see them only if your child picked them and you said yes to that photo, or set that you are not asked.',
  },
  audience: {
    called: 'whom it is for',
    what: 'Whom a photo is for',
    why: 'so that nobody else opens it',
    seen: "Of what friends share with your child, you see from whom and for how long, but not the photo. Friends' grown-ups see the same of your child's.",
  },
  replies: {
    called: 'replies',
    what: 'Hearts from relatives, and stickers and words between children',
    why: 'so that a child can be glad of them',
    seen: 'Both families see these. You read own words first.',
  },
  people: {
    called: 'whom your child was connected with',
    what: 'Whom your child is connected with, and who approved it',
    why: 'so that only they can be picked',
    seen: "That person's guardians see this too. If a relative is connected with more than three families, we tell their guardians, but not who they are.",
  },
  circles: {
    called: 'a circle',
    what: 'Circles of those people, and boxes of photos',
    why: 'so that one tap finds them',
    seen: 'the family',
  },
  blocks: {
    called: 'a block',
    what: 'Whom your child or you blocked',
    why: 'so that they stay apart',
    seen: 'The other family is not told.',
  },
  settings: {
    called: 'what you set',
    what: 'What you set for your child, ideas, and how much of its time was used today',
    why: 'so that it holds',
    seen: 'the family',
  },
  pauses: { called: 'a pause', what: 'That you paused sharing', why: 'so that it stays paused', seen: 'the family' },
  hides: {
    called: 'that you hid it',
    what: 'That you hid a photo',
    why: 'so that it stays hidden',
    seen: 'the family',
  },
  claims: {
    called: 'that a child is in a photo',
    what: "That a child, or a guardian for them, says they are in another child's photo",
    why: 'so that it is hidden at once',
    seen: 'Both families see this.',
  },
  reports: {
    called: 'what was reported',
    what: 'What your child or you report',
    why: 'so that somebody looks',
    more: 'The other family does not learn from whom. Staff see that alone.',
    seen: 'the family',
  },
  yeses: {
    called: 'what you agreed to',
    what: 'Who guards your child, what each of you agreed to, who helps out, and steps that wait',
    why: 'so that there is proof',
    seen: 'the family',
  },
  log: {
    called: 'the log',
    what: 'A log of what was done about your child, and of each look of a grown-up at a photo',
    why: 'so that nothing is done in secret',
    more: 'No photo and no words are in it. We keep no log of what your child looks at.',
    seen: 'the family',
  },
  devices: {
    called: 'that a device is signed in',
    what: 'That a device is signed in, since when, and its name if you give it one',
    why: 'so that a lost one can be locked',
    seen: 'Nobody else sees yours.',
  },
  locks: {
    called: 'pictures for the tablet',
    what: 'Four pictures, if your child picks them',
    why: 'so that they open a tablet your child locked',
    seen: 'Nobody sees which, not even you.',
  },
  feelings: {
    called: 'how it felt',
    what: 'How it felt, if your child says so',
    why: 'so that it can look back',
    seen: 'Nobody else sees it.',
  },
  receipts: { called: 'a receipt', what: 'Receipts for what was erased', why: 'so that you can be sure', seen: 'the family' },
  you: {
    called: 'your own account',
    what: 'About you: a first name, a drawn animal, how you proved that you may decide, your way of signing in and, only if you give it, an e-mail address',
    why: 'so that it is you who decides, and you hear what waits',
    more: 'Also how you want to hear and, if you turn messages on, where to send them.',
    seen: 'The people you deal with here see name and animal only.',
  },
  passing: {
    called: 'what passes',
    what: 'For a short time: codes, signed forms, unfinished sign-ups, proofs that it is you, answers to requests, and the numbers of what was erased',
    why: 'so that nothing counts twice or comes back',
    seen: 'Nobody looks at these.',
  },
}

/** `these` are the items that end so, by their names. */
export const lineWords: Readonly<Record<Line, (these: string) => string>> = {
  draft: () => 'A photo your child has not asked to share: 1 day.',
  post: (these) => `${these}: until one of you takes it back. Others can open it for 7, 30 or 90 days, as your child chose and you saw.`,
  day: () => 'How much of its time your child used: that day.',
  undone: (these) => `${these}: until somebody ends it.`,
  hiding: (these) => `${these}: 48 hours at most. Then the photo is erased, unless both families keep it.`,
  parted: (these) => `${these}: 90 days after it ends.`,
  step: () => 'A settled big step, a name your child asks for, an idea: 30 days.',
  reported: (these) => `${these}: 90 days after the decision, 1 year at most; what staff take down: 7 days; when they looked: 1 year.`,
  felt: () => 'How it felt: 90 days.',
  receipt: (these) => `${these}: 1 year.`,
  'signed-in': (these) => `${these}: 30 days for your child, 12 hours for you.`,
  messages: () => 'Where to send messages: until you turn them off or sign out, 60 days after the device was last here at most.',
  form: () => 'The picture of a form you signed: until the operator has looked, 14 days at most.',
  code: () => 'A code for a tablet: 10 minutes. An invitation or a sign-in link: 1 day. Its number goes 1 day after it expires.',
  passing: () =>
    'An unfinished sign-up: 30 minutes. A proof that it is you: 1 hour. A code to connect, and an answer to a request: 1 day. The number of what was erased: 31 days; of a child, minutes.',
  year: (these) =>
    `${these}: one year. We ask you before it is over, and each yes adds a year. If nobody does, everything about your child is erased.`,
  account: (these) =>
    `${these}: as long as you look after a child here, are connected with one or have a receipt, otherwise two weeks. You can close it under "You". A child whom nobody else looks after is erased with it.`,
}

export const browserWords: Readonly<Record<BrowserKey, string>> = {
  cookie: 'A cookie that keeps you or your child signed in.',
  tablet: 'A cookie on a tablet that your child locked.',
  known: 'A cookie that knows your browser again.',
  roomy: 'Whether letters have more room.',
  language: 'Which language was chosen.',
  ear: 'Whether it says what is tapped.',
  'lesson-aside': 'That your child put the lesson off.',
  draft: 'Which photo your child is getting ready.',
  making: 'The picture your child is making, locked: only your child opens it, for 7 days.',
  country: 'The country of the helplines.',
  app: 'The pages of Kitestring itself.',
}
