import { type Rotation, rotateSealKey } from '../adapters/crypto/sealKeyFiles';
import type { ToolConfig } from '../config';

/** Makes a new seal key in the data folder and keeps the old one for opening. @throws KeyError with what to do */
export function rotateSealKeyOf({ dataDir }: Pick<ToolConfig, 'dataDir'>): Rotation {
  return rotateSealKey(dataDir);
}
