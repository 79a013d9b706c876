// The peer: what a competent user writes with the official SDK. Reads the list, releases it in
// batches with some calls under way at once, and writes a line for each message. Keeps no books.
//   node sdk-loop.mjs LIST RESULT BATCH CONCURRENCY
import { readFileSync, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import Cloudflare from 'cloudflare';

const [list, target, batch, concurrency] = process.argv.slice(2);
const size = Number(batch);
const client = new Cloudflare({
  apiToken: process.env.CLOUDFLARE_API_TOKEN,
  baseURL: process.env.CLOUDFLARE_BASE_URL,
});
const account_id = process.env.CLOUDFLARE_ACCOUNT_ID;

const began = performance.now();
const ids = readFileSync(list, 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => line.slice(0, line.indexOf(',')));
const out = createWriteStream(target);
out.write('id,delivered,undelivered,failed\n');

let next = 0;
async function worker() {
  while (next < ids.length) {
    const some = ids.slice(next, (next += size));
    for await (const one of client.emailSecurity.investigate.release.bulk({ account_id, ids: some })) {
      const joined = (recipients) => (recipients ?? []).join(';');
      out.write(`${one.id},${joined(one.delivered)},${joined(one.undelivered)},${joined(one.failed)}\n`);
    }
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
out.end();
await finished(out);
console.log(((performance.now() - began) / 1000).toFixed(2));
