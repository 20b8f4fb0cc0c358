/** Photos above this size are made smaller before they are sent; a browser does not do it by itself. */
const LARGE = 1_000_000;
const LONGEST_SIDE = 1_920;
const QUALITY = 0.8;

/** The photo as it is sent from H5: a smaller picture where that helps, else the one that was taken. */
export async function smaller(path: string): Promise<File | null> {
  const taken = await (await fetch(path)).blob();
  if (!taken.type.startsWith('image/') || taken.size <= LARGE) return null;
  const picture = await createImageBitmap(taken);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return made && made.size < taken.size ? new File([made], 'photo.jpg', { type: 'image/jpeg' }) : null;
}
