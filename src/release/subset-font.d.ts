declare module 'subset-font' {
  /** Keeps the glyphs of a font (TrueType, OpenType, WOFF) that `text` needs. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'woff2' },
  ): Promise<Buffer>;
}
