/**
 * A certificate on paper: A4 across, laid out as a drawing sheet with its title block. Everything on it is what was issued; only logo and
 * colour are the academy's of today. Deterministic: the same certificate, look and language give the same bytes.
 */
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { certificateAddress } from '../addresses.ts';
import type { Certificate } from '../certificates.ts';
import { pictureSize } from './picture-size.ts';
import { fontFile, fontName, linesOf, runsOf, subsets, unprintable, type Weight, weights } from './typesetting.ts';
import { dayOf, hoursOf, printedWords } from './words.ts';

export interface CertificateLook {
  /** `#rrggbb`; `null` is Millwright's own. */
  accent: string | null;
  /** A data URL; a WebP is left out, for PDF knows no such picture. */
  logo: string | null;
}

const ink = '#1c2226';
const quiet = '#485157';
const rule = '#97a1a6';
const ownAccent = '#0b5d70';

/** Points. */
const sheet = { width: 841.89, height: 595.28 };
const frame = { left: 34, top: 34, right: sheet.width - 34, bottom: sheet.height - 34 };
const text = { left: 82, right: sheet.width - 82 };
const block = { top: frame.bottom - 122, qr: 122 };

/** Everything that is printed; for asking `unprintable` before. */
export function unprintableIn(certificate: Certificate, locale: Locale): string[] {
  const { details, name } = certificate;
  return unprintable(
    [
      name ?? '',
      details.academy,
      details.course[locale],
      details.wording[locale],
      details.signatory,
      ...details.competencies.map(({ title }) => title[locale]),
    ].join(''),
  );
}

/** The bytes of the PDF. Throws for a certificate without a name (its person was erased), and on what `unprintableIn` names. */
export async function certificatePdf(certificate: Certificate, look: CertificateLook, locale: Locale): Promise<Buffer> {
  const { details, name } = certificate;
  if (name === null) throw new Error('A certificate whose person was erased is not printed.');
  const words = printedWords[locale];
  const accent = look.accent ?? ownAccent;
  const address = certificateAddress(details.address, certificate.id);
  const day = (instant: string): string => dayOf(instant, locale, details.timeZone);

  const issued = new Date(certificate.issuedAt);
  const document = new PDFDocument({
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: true,
    lang: locale,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: words.subject(details.course[locale]),
      Author: details.academy,
      Creator: 'Millwright',
      Producer: 'Millwright',
      CreationDate: issued,
      ModDate: issued,
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  const sheetOf = new Sheet(document);

  drawFrame(document, accent);
  const logo = drawLogo(document, look.logo);
  sheetOf.line(details.academy, { x: logo, y: 96, size: 15, weight: 700, width: text.right - logo - 190 });
  sheetOf.line(words.kind, { x: text.right, y: 96, size: 15, weight: 400, colour: accent, width: 180, align: 'right' });

  sheetOf.line(words.certifies, { x: text.left, y: 158, size: 12.5, colour: quiet });
  const nameEnd = sheetOf.fitted(name, { y: 200, sizes: [38, 32, 27, 22, 17], lines: 2, weight: 700 });
  sheetOf.line(words.completed, { x: text.left, y: nameEnd + 32, size: 12.5, colour: quiet });
  const courseEnd = sheetOf.fitted(details.course[locale], {
    y: nameEnd + 66,
    sizes: [25, 21, 17],
    lines: 2,
    weight: 700,
    colour: accent,
  });
  const sentences = [words.proof(certificate.evidence.length, hoursOf(details.minutes)), details.wording[locale]];
  let y = courseEnd + 27;
  for (const sentence of sentences.filter((one) => one !== '')) y = sheetOf.paragraph(sentence, { y, size: 10.5, lines: 2 }) + 4;
  const competencies = details.competencies.map(({ title }) => title[locale]);
  if (competencies.length > 0 && y < block.top - 26) {
    sheetOf.line(words.competencies, { x: text.left, y: y + 10, size: 8.5, weight: 700, colour: quiet });
    sheetOf.list(competencies, { y: y + 25, size: 10, bottom: block.top - 12, between: words.between, more: words.more });
  }

  drawBlock(document, sheetOf, {
    cells: [
      [words.issued, day(certificate.issuedAt)],
      [words.until, certificate.expiresAt === null ? words.noEnd : day(certificate.expiresAt)],
      ...(certificate.awardedAt === certificate.issuedAt ? [] : [[words.awarded, day(certificate.awardedAt)] as const]),
      [words.signed, details.signatory === '' ? details.academy : details.signatory],
      [words.number, certificate.id],
    ],
    verify: words.verify,
    how: words.how,
    address,
  });
  drawQr(document, address);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

interface Place {
  x: number;
  y: number;
  size: number;
  weight?: Weight;
  colour?: string;
  /** Text is made smaller until it fits. */
  width?: number;
  align?: 'left' | 'right';
}

/** Text on the sheet; `y` is always the base line. */
class Sheet {
  readonly #document: PDFKit.PDFDocument;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
    for (const weight of weights)
      for (const subset of subsets) document.registerFont(fontName(subset, weight), fontFile(subset, weight));
  }

  width(content: string, size: number, weight: Weight): number {
    return runsOf(content, weight).reduce(
      (sum, run) => sum + this.#document.font(run.font).fontSize(size).widthOfString(run.text),
      0,
    );
  }

  line(content: string, { x, y, size, weight = 400, colour = ink, width, align = 'left' }: Place): void {
    const natural = this.width(content, size, weight);
    const fits = width === undefined || natural <= width ? size : Math.max(5, (size * width) / natural);
    let at = align === 'right' ? x - this.width(content, fits, weight) : x;
    this.#document.fillColor(colour);
    for (const run of runsOf(content, weight)) {
      this.#document.font(run.font).fontSize(fits).text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += this.#document.widthOfString(run.text);
    }
  }

  /** The largest of `sizes` at which it takes at most `lines` lines; answers the last base line. */
  fitted(
    content: string,
    {
      y,
      sizes,
      lines: most,
      weight,
      colour = ink,
    }: { y: number; sizes: number[]; lines: number; weight: Weight; colour?: string },
  ): number {
    const width = text.right - text.left;
    const broken = (size: number): string[] => linesOf(content, width, (part) => this.width(part, size, weight));
    const size =
      sizes.find((one) => broken(one).length === 1) ?? sizes.find((one) => broken(one).length <= most) ?? sizes.at(-1) ?? 12;
    const lines = broken(size);
    lines.forEach((line, index) => {
      this.line(line, { x: text.left, y: y + index * size * 1.2, size, weight, colour });
    });
    return y + (lines.length - 1) * size * 1.2;
  }

  /** Answers the base line below the last. */
  paragraph(content: string, { y, size, lines: most }: { y: number; size: number; lines: number }): number {
    const lines = (at: number): string[] => linesOf(content, text.right - text.left, (part) => this.width(part, at, 400));
    const fits = [size, size - 1, size - 2, size - 3].find((one) => lines(one).length <= most) ?? size - 3;
    const shown = lines(fits);
    shown.forEach((line, index) => {
      this.line(line, { x: text.left, y: y + index * fits * 1.5, size: fits, colour: quiet });
    });
    return y + shown.length * fits * 1.5;
  }

  /** As many of the items as stand above `bottom`, and how many more there are. */
  list(
    items: string[],
    { y, size, bottom, between, more }: { y: number; size: number; bottom: number; between: string; more(count: number): string },
  ): void {
    const broken = (content: string): string[] => linesOf(content, text.right - text.left, (part) => this.width(part, size, 400));
    const room = Math.max(1, Math.floor((bottom - y) / (size * 1.5)) + 1);
    let shown = items.join(between);
    for (let count = items.length - 1; broken(shown).length > room && count > 0; count -= 1)
      shown = `${items.slice(0, count).join(between)} ${more(items.length - count)}`;
    broken(shown).forEach((line, index) => {
      this.line(line, { x: text.left, y: y + index * size * 1.5, size });
    });
  }
}

/** A drawing sheet's double frame, its centring marks in the academy's colour. */
function drawFrame(document: PDFKit.PDFDocument, accent: string): void {
  const { left, top, right, bottom } = frame;
  document
    .lineWidth(1.4)
    .strokeColor(ink)
    .rect(left, top, right - left, bottom - top)
    .stroke();
  document
    .lineWidth(0.4)
    .strokeColor(rule)
    .rect(left - 10, top - 10, right - left + 20, bottom - top + 20)
    .stroke();
  document.lineWidth(1.4).strokeColor(accent);
  const [across, down] = [(left + right) / 2, (top + bottom) / 2];
  for (const [x, y, toX, toY] of [
    [across, top - 10, across, top + 8],
    [across, bottom + 10, across, bottom - 8],
    [left - 10, down, left + 8, down],
    [right + 10, down, right - 8, down],
  ] as const)
    document.moveTo(x, y).lineTo(toX, toY).stroke();
  document.lineWidth(0.6).strokeColor(rule).moveTo(text.left, 118).lineTo(text.right, 118).stroke();
}

/** Answers where the academy's name begins. */
function drawLogo(document: PDFKit.PDFDocument, logo: string | null): number {
  const [, picture] = /^data:image\/(?:png|jpeg);base64,(.+)$/.exec(logo ?? '') ?? [];
  if (picture === undefined) return text.left;
  const bytes = Buffer.from(picture, 'base64');
  const size = pictureSize(bytes);
  if (!size) return text.left;
  const box = { width: Math.min(140, (size.width / size.height) * 40), height: 40 };
  document.image(bytes, text.left, 70, { fit: [box.width, box.height], valign: 'center' });
  return text.left + box.width + 14;
}

function drawBlock(
  document: PDFKit.PDFDocument,
  sheetOf: Sheet,
  { cells, verify, how, address }: { cells: (readonly [string, string])[]; verify: string; how: string; address: string },
): void {
  const right = frame.right - block.qr;
  const middle = right - 292;
  document.lineWidth(1).strokeColor(ink).moveTo(frame.left, block.top).lineTo(frame.right, block.top).stroke();
  document.lineWidth(0.6).strokeColor(ink).moveTo(middle, block.top).lineTo(middle, frame.bottom).stroke();
  document.moveTo(right, block.top).lineTo(right, frame.bottom).stroke();
  const rows = Math.ceil(cells.length / 2);
  const height = (frame.bottom - block.top) / rows;
  const width = (middle - frame.left) / 2;
  cells.forEach(([label, value], index) => {
    const last = index === cells.length - 1 && cells.length % 2 === 1;
    const x = frame.left + (index % 2) * width;
    const y = block.top + Math.floor(index / 2) * height;
    document.lineWidth(0.4).strokeColor(rule);
    if (index % 2 === 1)
      document
        .moveTo(x, y)
        .lineTo(x, y + height)
        .stroke();
    if (y > block.top && index % 2 === 0) document.moveTo(frame.left, y).lineTo(middle, y).stroke();
    sheetOf.line(label, { x: x + 14, y: y + height * 0.38, size: 7.5, colour: quiet, width: width - 20 });
    sheetOf.line(value, { x: x + 14, y: y + height * 0.38 + 16, size: 11.5, width: (last ? 2 * width : width) - 24 });
  });
  sheetOf.line(verify, { x: middle + 14, y: block.top + 24, size: 11.5, weight: 700 });
  const inside = right - middle - 28;
  linesOf(how, inside, (part) => sheetOf.width(part, 8.5, 400)).forEach((line, index) => {
    sheetOf.line(line, { x: middle + 14, y: block.top + 42 + index * 13, size: 8.5, colour: quiet });
  });
  linesOf(address, inside, (part) => sheetOf.width(part, 8.5, 400)).forEach((line, index) => {
    sheetOf.line(line, { x: middle + 14, y: block.top + 88 + index * 12, size: 8.5 });
  });
}

/** Level M: a code that a crease or a stamp has hurt is still read. */
function drawQr(document: PDFKit.PDFDocument, address: string): void {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const side = 88;
  const module = side / modules.size;
  const left = frame.right - (block.qr + side) / 2;
  const top = block.top + (frame.bottom - block.top - side) / 2;
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) document.rect(left + column * module, top + row * module, module, module);
  document.fill('#000000');
}
