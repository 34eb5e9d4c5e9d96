// The picture of a signed form: how large it may be, on the phone and at the server.
export const mostPictureBytes = 6_000_000
