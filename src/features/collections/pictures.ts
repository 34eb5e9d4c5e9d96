// The drawn pictures of collections. Each brings a name along, for a child who does not write yet.
export const collectionPictures = [
  'red-heart',
  'artist-palette',
  'deciduous-tree',
  'sun',
  'cat-face',
  'house',
  'kite',
  'birthday-cake',
] as const
export type CollectionPicture = (typeof collectionPictures)[number]
