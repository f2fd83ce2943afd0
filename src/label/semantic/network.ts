import { type Panels, type Products, placeInPanels } from './product.js';

/** Sizes of the Universal Sentence Encoder lite. */
export const SIZES = { tokens: 128, embedding: 256, width: 512, hidden: 1536, heads: 4, vocabulary: 8002 } as const;

/** A named array of the trained network. @throws Error when there is none of that name and length */
export type WeightReader = (name: string, length: number) => Float32Array;

/** x -> x · weights + bias. */
export interface Dense {
  readonly weights: Panels;
  readonly bias: Float32Array;
}

/** What a vector is multiplied by and moved by when it has been brought to mean 0 and variance 1. */
export interface Norm {
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/** A layer of the transformer. */
export interface Layer {
  readonly norm: Norm;
  /** Queries, keys and values side by side, each of the width of the layer. */
  readonly attention: Dense;
  readonly output: Dense;
  readonly innerNorm: Norm;
  readonly expand: Dense;
  readonly contract: Dense;
}

export interface Network {
  /** By token: `SIZES.embedding` components each. */
  readonly embeddings: Float32Array;
  /** What the position of a token is multiplied by to get the angles of its signal. */
  readonly frequencies: Float32Array;
  /** Brings an embedding to the width of the layers. */
  readonly widen: Dense;
  readonly first: Layer;
  readonly second: Layer;
  readonly head: Dense;
}

const ROOT = 'module_apply_default/Encoder_en/KonaTransformer/Encode';

/** Puts the network, whose arrays are named as in its TensorFlow graph, into the memory of the kernel. */
export function readNetwork(read: WeightReader, products: Products): Network {
  const { embedding, width, vocabulary } = SIZES;
  const dense = (weights: string, bias: string, depth: number, columns: number): Dense => ({
    weights: inPanels(read(weights, depth * columns), depth, columns, products),
    bias: read(bias, columns),
  });
  return {
    embeddings: read('module/Embeddings_en', vocabulary * embedding),
    frequencies: read(`${ROOT}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`, embedding / 2),
    widen: dense(
      `${ROOT}/Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat`,
      `${ROOT}/Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat`,
      embedding,
      width,
    ),
    first: readLayer('Layer_0', embedding, read, dense),
    second: readLayer('Layer_1', width, read, dense),
    head: dense(
      'module/Encoder_en/hidden_layers/tanh_layer_0/weights',
      'module/Encoder_en/hidden_layers/tanh_layer_0/bias',
      width,
      width,
    ),
  };
}

function readLayer(
  name: string,
  depth: number,
  read: WeightReader,
  dense: (weights: string, bias: string, depth: number, columns: number) => Dense,
): Layer {
  const { width, hidden } = SIZES;
  const layer = `${ROOT}/${name}/TransformerLayer`;
  const norm = (part: string, size: number): Norm => ({
    scale: read(`${part}/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat`, size),
    bias: read(`${part}/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat`, size),
  });
  const attention = (part: string, columns: number) =>
    dense(
      `module/Encoder_en/KonaTransformer/Encode/${name}/TransformerLayer/MultiheadAttention/${part}/kernel/part_0`,
      `${layer}/MultiheadAttention/${part}/bias/ConcatPartitions/concat`,
      depth,
      columns,
    );
  const inner = (part: string, from: number, to: number) =>
    dense(
      `${ROOT}/TransformerStack/${name}/TransformerLayer/FFN/${part}/Tensordot/Reshape_1`,
      `${layer}/FFN/${part}/bias/ConcatPartitions/concat`,
      from,
      to,
    );
  return {
    norm: norm(layer, depth),
    attention: attention('qkv_transform_single', 3 * depth),
    output: attention('output_transform_single', width),
    innerNorm: norm(`${layer}/FFN`, width),
    expand: inner('conv1', width, hidden),
    contract: inner('conv2', hidden, width),
  };
}

function inPanels(weights: Float32Array, depth: number, columns: number, products: Products): Panels {
  const data = products.floats(weights.length);
  for (let row = 0; row < depth; row++)
    for (let column = 0; column < columns; column++)
      data[placeInPanels(depth, row, column)] = weights[row * columns + column] ?? 0;
  return { data, depth, columns };
}
