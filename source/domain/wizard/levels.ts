/** So many, one after the other among so many people. */
export function evenly(people: number, count: number): number[] {
  const each = Math.floor(count / people);
  return Array.from({length: people}, (_, at) => each + (at < count % people ? 1 : 0));
}

/** How many each gets where every next one goes to whoever holds the fewest by then. */
export function levelled(holds: readonly number[], count: number): number[] {
  const order = holds.map((held, at) => ({held, at})).sort((a, b) => a.held - b.held || a.at - b.at);
  let left = count;
  let level = order[0]?.held ?? 0;
  let among = 1;
  // Raises the lowest to the next one, as long as that takes no more than there is.
  for (; among < order.length; among += 1) {
    const next = order[among]?.held ?? level;
    if ((next - level) * among > left) break;
    left -= (next - level) * among;
    level = next;
  }
  const rest = evenly(among, left);
  const given = new Map(order.slice(0, among).map(({held, at}, place) => [at, level - held + (rest[place] ?? 0)]));
  return holds.map((_, at) => given.get(at) ?? 0);
}
