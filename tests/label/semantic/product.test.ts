import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import openWabt from 'wabt';
import {
  KERNEL_FILE,
  type Matrix,
  type Panels,
  Products,
  paddedColumns,
  paddedRows,
  placeInPanels,
} from '../../../src/label/semantic/product.js';

/** Numbers in [-1, 1) that look like chance. */
const value = (number: number) => Math.fround(((number * 7919) % 1024) / 512 - 1);

function matrixOf(products: Products, rows: number, columns: number): Matrix {
  const data = products.floats(paddedRows(rows) * columns);
  for (let at = 0; at < rows * columns; at++) data[at] = value(at);
  return { data, stride: columns };
}

function panelsOf(products: Products, depth: number, columns: number): Panels {
  const data = products.floats(depth * paddedColumns(columns));
  for (let row = 0; row < depth; row++)
    for (let column = 0; column < columns; column++)
      data[placeInPanels(depth, row, column)] = value(31 * row + 7 * column);
  return { data, depth, columns };
}

/** The declared order in plain code: sums from the first to the last in single precision, then added to what was there. */
function plainProduct(a: Matrix, b: Panels, row: number, column: number, before: number): number {
  let sum = 0;
  for (let at = 0; at < b.depth; at++) {
    const product = Math.fround((a.data[row * a.stride + at] ?? 0) * (b.data[placeInPanels(b.depth, at, column)] ?? 0));
    sum = Math.fround(sum + product);
  }
  return Math.fround(before + sum);
}

describe('the product of matrices', () => {
  it('is what its source compiles to', async () => {
    const wabt = await openWabt();
    const source = readFileSync(KERNEL_FILE.replace(/wasm$/, 'wat'), 'utf8');
    const compiled = wabt.parseWat('product.wat', source, { simd: true }).toBinary({}).buffer;
    expect(Buffer.from(compiled).equals(readFileSync(KERNEL_FILE))).toBe(true);
  });

  it.each([
    [1, 1, 1],
    [4, 8, 8],
    [5, 3, 9],
    [13, 40, 24],
  ])('has the bits of the plain sum, for %i rows, depth %i and %i columns', (rows, depth, columns) => {
    const products = new Products();
    const a = matrixOf(products, rows, depth);
    const b = panelsOf(products, depth, columns);
    const c = matrixOf(products, rows, paddedColumns(columns));
    const before = c.data.slice();
    products.add(a, b, c, rows);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const at = row * c.stride + column;
        expect(c.data[at]).toBe(plainProduct(a, b, row, column, before[at] ?? 0));
      }
  });

  it('reads and writes parts of wider rows, and leaves the rest', () => {
    const products = new Products();
    const wide = matrixOf(products, 4, 32);
    const a = { data: wide.data.subarray(8), stride: 32 };
    const b = panelsOf(products, 8, 8);
    const whole = matrixOf(products, 4, 24);
    const before = whole.data.slice();
    products.add(a, b, { data: whole.data.subarray(8), stride: 24 }, 4);
    before.forEach((old, at) => {
      const column = (at % 24) - 8;
      const inside = column >= 0 && column < 8;
      expect(whole.data[at]).toBe(inside ? plainProduct(a, b, Math.floor(at / 24), column, old) : old);
    });
  });

  it('says when its memory is full', () => {
    expect(() => new Products().floats(2 ** 30)).toThrow(RangeError);
  });
});
