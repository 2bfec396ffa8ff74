// The version of the application, from package.json (bundled, so that it holds inside an asar and under plain Node).
import { version } from '../package.json';

export const APP_VERSION: string = version;
