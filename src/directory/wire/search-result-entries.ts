import { decodeEntry, type SearchResultEntry } from './search-result-entry.js';

/**
 * The entries of one page, undecoded until they are walked: an entry then lives only as long as it takes to map it,
 * where a page of decoded ones grows old and costs its memory twice.
 *
 * Walking throws `MalformedMessage` at an entry that is none.
 */
export class SearchResultEntries implements Iterable<SearchResultEntry> {
  private readonly messages: Buffer[] = [];
  private readonly types: string[] = [];

  add(message: Buffer): void {
    this.messages.push(message);
  }

  get length(): number {
    return this.messages.length;
  }

  *[Symbol.iterator](): Iterator<SearchResultEntry> {
    for (const message of this.messages) yield decodeEntry(message, this.types);
  }
}
