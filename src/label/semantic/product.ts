import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../paths.js';

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Addresses and strides in bytes; see `product.wat`. */
  addProduct(
    a: number,
    aStride: number,
    b: number,
    c: number,
    cStride: number,
    rows: number,
    depth: number,
    panels: number,
  ): void;
}

/** The kernel, compiled from `product.wat`: a test compiles it again and compares. */
export const KERNEL_FILE = join(projectRoot, 'src', 'label', 'semantic', 'product.wasm');

/** Rows that the kernel works at together. */
const ROWS = 4;
/** Columns that it works at together: a panel. */
const PANEL = 8;

/** A matrix by rows in the memory of the kernel; `stride` floats from one row to the next. */
export interface Matrix {
  readonly data: Float32Array;
  readonly stride: number;
}

/** A second factor of a product: depth × columns floats in the memory of the kernel, at `placeInPanels`. */
export interface Panels {
  readonly data: Float32Array;
  readonly depth: number;
  readonly columns: number;
}

/** How many rows a matrix must have room for. */
export function paddedRows(rows: number): number {
  return Math.ceil(rows / ROWS) * ROWS;
}

/** How many columns. */
export function paddedColumns(columns: number): number {
  return Math.ceil(columns / PANEL) * PANEL;
}

/** Where the element (row, column) lies in panels. */
export function placeInPanels(depth: number, row: number, column: number): number {
  return (Math.floor(column / PANEL) * depth + row) * PANEL + (column % PANEL);
}

/** Products of matrices in single precision. A sum runs in the same order whatever else is computed, and on every machine. */
export class Products {
  private readonly kernel: Kernel;
  private used = 0;

  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(KERNEL_FILE)));
    this.kernel = exports as Kernel;
  }

  /** Zeros in the memory of the kernel, for good. @throws RangeError when it is full */
  floats(count: number): Float32Array {
    const data = new Float32Array(this.kernel.memory.buffer, 4 * this.used, count);
    this.used += count;
    return data;
  }

  /** c += a · b for the first rows of `a`, and for as many of those that follow as fill up four. */
  add(a: Matrix, b: Panels, c: Matrix, rows: number): void {
    this.kernel.addProduct(
      a.data.byteOffset,
      4 * a.stride,
      b.data.byteOffset,
      c.data.byteOffset,
      4 * c.stride,
      paddedRows(rows),
      b.depth,
      paddedColumns(b.columns) / PANEL,
    );
  }
}
