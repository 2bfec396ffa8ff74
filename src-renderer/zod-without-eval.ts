// Zod compiles its checks with `new Function` where it may. The content policy forbids that, and reports even the attempt:
// imported before every schema, so that it is not made.
import { config } from 'zod';

config({ jitless: true });
