// How it may have felt: six faces, none of them better than another.
export const feelingKinds = ['happy', 'so-so', 'tired', 'sad', 'cross', 'worried'] as const
export type FeelingKind = (typeof feelingKinds)[number]
