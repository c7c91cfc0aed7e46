/** How large an archive may be. What a course needs is far below; what is above is no course. Bytes. */
export const archiveLimits = {
  archive: 32 * 1024 * 1024,
  entries: 2_000,
  /** A text, as the loaders of labs have it. */
  text: 1_000_000,
  picture: 8 * 1024 * 1024,
  /** All files together, unpacked. */
  total: 96 * 1024 * 1024,
  /** Unpacked to packed of one file; small files may be packed better. */
  ratio: 200,
  ratioFrom: 100_000,
  /** Letters of a path, and folders in it. */
  path: 200,
  depth: 8,
} as const;
