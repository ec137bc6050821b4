/** A GIF of one pixel, of 35 bytes. */
export const one_pixel_gif = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');
