/** A heap that fragments for the reasons for which a long-lived web server's heap does, only faster. */
export interface DemoHeap {
  /** One turn: visitors come and go, some or many of them ask for pages at once, and the pages are forgotten again. */
  turn(): void;
  /** What the program still refers to. The rest of the process's memory is holes that the allocator cannot give back. */
  figures(): DemoFigures;
}

export interface DemoFigures {
  readonly visitors: number;
  readonly liveBytes: number;
}

/** Half a second: short enough for a smooth curve, long enough to idle through most of it. */
export const demoTurnMs = 500;

/**
 * Pages live for a turn. A few of them stay in a cache of fixed size, and each visitor keeps some notes; these lie
 * scattered among the pages, so that the memory of a rush is free afterwards but cannot be returned to the system. The
 * size of a rush follows the number of visitors, which after a start grows towards a steady state: so does the memory.
 * What is live stays nearly constant all the while. The same seed gives the same course.
 */
export function createDemoHeap(seed: number): DemoHeap {
  const chance = createChance(seed);
  const catalogue = loadCatalogue(chance);
  const cache: Buffer[] = [];
  let visitors: Visitor[] = [];
  let turns = 0;
  return {
    turn() {
      turns += 1;
      visitors = visitors.filter((visitor) => visitor.leavesAt > turns);
      for (let newcomers = poisson(chance, arrivals); newcomers > 0; newcomers -= 1) {
        if (visitors.length < visitorsMax) visitors.push({ leavesAt: turns + stay(chance), notes: [] });
      }
      serve({ visitors, cache, chance });
    },
    figures: () => ({
      visitors: visitors.length,
      liveBytes: [catalogue, cache, ...visitors.map((visitor) => visitor.notes)].reduce(
        (sum, buffers) => sum + sizeOf(buffers),
        0,
      ),
    }),
  };
}

interface Visitor {
  readonly leavesAt: number;
  readonly notes: Buffer[];
}

interface Service {
  readonly visitors: readonly Visitor[];
  readonly cache: Buffer[];
  readonly chance: () => number;
}

/** Loaded at the start and kept: the part of the heap that a restart does not give back. */
const catalogueBytes = 54 * 1024 ** 2;

/** In the steady state; what they ask for at once sets the plateau, about 200 MiB. */
const visitorsTypical = 700;
/** Five standard deviations above the typical number. */
const visitorsMax = 830;
/** How long a visitor stays on average: it sets how fast the plateau is approached. */
const stayTurns = 100_000 / demoTurnMs;
const arrivals = visitorsTypical / stayTurns;

/** No rush holds more than this at once, so the process stays under 260 MiB whatever the seed. */
const pagesBytesMax = 160 * 1024 ** 2;
const partsPerPage = 4;
/** Below 128 KiB, above which glibc would map each block separately and give it back at once. */
const partBytes = { min: 16 * 1024, max: 120 * 1024 };
const noteBytes = { min: 256, max: 1536 };
const notesMax = 6;
/** About 8 MiB. */
const cacheMax = 160;
const cachedRatio = 0.006;
const rushRatio = 0.25;

/** Everything that this turn's pages need is alive at once, as it is while slow readers fetch them. */
function serve({ visitors, cache, chance }: Service): void {
  const asking = chance() < rushRatio ? 0.4 + 0.6 * chance() : 0.12;
  const pages: Buffer[] = [];
  let pagesBytes = 0;
  for (const visitor of visitors) {
    if (chance() >= asking || pagesBytes > pagesBytesMax) continue;
    for (let part = 0; part < partsPerPage; part += 1) {
      const rendered = allocate(chance, partBytes);
      pages.push(rendered);
      pagesBytes += rendered.length;
      if (chance() < cachedRatio) keep({ kept: cache, max: cacheMax, chance }, rendered);
    }
    keep({ kept: visitor.notes, max: notesMax, chance }, allocate(chance, noteBytes));
  }
}

/** A full store loses one of its own by chance, old or new. */
function keep(
  { kept, max, chance }: { readonly kept: Buffer[]; readonly max: number; readonly chance: () => number },
  buffer: Buffer,
): void {
  if (kept.length < max) kept.push(buffer);
  else kept[Math.floor(chance() * max)] = buffer;
}

function loadCatalogue(chance: () => number): Buffer[] {
  const entries: Buffer[] = [];
  for (let bytes = 0; bytes < catalogueBytes; ) {
    const entry = allocate(chance, { min: 2048, max: 32_768 });
    entries.push(entry);
    bytes += entry.length;
  }
  return entries;
}

/** Sizes are log-uniform. Written to, because memory that was never touched is not resident. */
function allocate(chance: () => number, size: { readonly min: number; readonly max: number }): Buffer {
  const bytes = Math.floor(size.min * Math.exp(chance() * Math.log(size.max / size.min)));
  return Buffer.allocUnsafeSlow(bytes).fill(1);
}

function sizeOf(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, buffer) => sum + buffer.length, 0);
}

function stay(chance: () => number): number {
  return 1 + Math.floor(-Math.log(1 - chance()) * stayTurns);
}

/** Knuth's product method; right for small means, which this is used for. */
function poisson(chance: () => number, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = chance(); product > floor; product *= chance()) count += 1;
  return count;
}

/** A 32-bit Weyl sequence, mixed with MurmurHash3's finalizer: enough for a demonstration, and the same everywhere. */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
