import { type Bench, type Row, listFile, median, scaled } from '../bench.ts';
import { addresses } from '../clients.ts';
import { runLoad } from '../load.ts';

const CLIENTS = 20_000;

/** Whether the responder could be what limits the others: C asks it for the same. */
export async function responder(bench: Bench): Promise<readonly Row[]> {
  const count = scaled(bench, CLIENTS);
  const list = listFile(bench, 'load.txt', addresses('answering', count));
  const rates: number[] = [];
  const shares: number[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    bench.say(`round ${round}: the responder alone, ${count} clients`);
    const before = bench.place.responderSeconds();
    const { connections, seconds } = await runLoad(bench, list);
    rates.push(connections / seconds);
    shares.push((bench.place.responderSeconds() - before) / seconds);
  }
  return [
    {
      measure: 'the responder, asked for the same connections by a C program',
      unit: 'connects/s',
      ours: rates,
      theirs: [],
      against: '',
      goal: '',
      reached: null,
      notes: [`of one core: the responder ${Math.round(median(shares) * 100)} %`],
    },
  ];
}
