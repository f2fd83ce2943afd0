import { join } from 'node:path';
import { projectRoot } from '../paths.js';

const FOLDER = join(projectRoot, 'node_modules', '@expo-google-fonts', 'source-sans-3');

/** The files of Source Sans 3 in the weights that the figures use. */
export const FONT_FILES: readonly string[] = ['400Regular', '600SemiBold', '700Bold'].map((weight) =>
  join(FOLDER, weight, `SourceSans3_${weight}.ttf`),
);
