import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository: the folder of Pulumi.yaml. */
export const projectFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What local runs keep; the folder the command is called from does not matter. */
export const stateFolderPath = path.join(projectFolder, '.keywatch');
