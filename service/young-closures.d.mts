import type { Plugin } from 'esbuild';

export declare const youngClosures: Plugin;
