import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Change } from './changes.js';

/**
 * Changes as JSON lines. A line is written before its effect is answered, so what somebody was told survives a
 * `kill -9`. What was changed together is one line: it is there whole or not at all.
 */
export class Journal {
  private readonly path: string;
  private descriptor: number | undefined;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, 'journal.jsonl');
  }

  /** Reads what is there and opens the file for appending. A torn last line is cut off. */
  open(): Change[][] {
    const lines: Change[][] = [];
    if (existsSync(this.path)) {
      const content = readFileSync(this.path);
      const end = content.lastIndexOf(0x0a) + 1;
      for (const line of content.toString('utf8', 0, end).split('\n')) {
        if (line !== '') lines.push(JSON.parse(line) as Change[]);
      }
      if (end < content.length) truncateSync(this.path, end);
    }
    this.descriptor = openSync(this.path, 'a');
    return lines;
  }

  append(changes: readonly Change[]): void {
    if (this.descriptor === undefined) throw new Error(`the journal ${this.path} is not open`);
    appendFileSync(this.descriptor, `${JSON.stringify(changes)}\n`);
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}
