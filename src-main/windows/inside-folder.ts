// Which file of a folder a URL path names, without a way out of the folder.
import path from 'node:path';

/** The file that a URL path names, or null when it would leave the folder or cannot be decoded. */
export function resolveInside(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const file = path.normalize(path.join(folder, decoded.replaceAll('\\', '/')));
  return file.startsWith(folder + path.sep) && !decoded.includes('\0') ? file : null;
}
