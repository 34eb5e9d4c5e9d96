// The drawn pictures of circles. Each brings a name along, for a child who does not write yet.
export const circlePictures = ['house', 'star', 'backpack', 'soccer-ball', 'trumpet', 'bicycle', 'tent', 'birthday-cake'] as const
export type CirclePicture = (typeof circlePictures)[number]
