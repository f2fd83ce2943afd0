import { BY_MODE, type Kind, MOVED, TASKS, type World } from './world.js';

/** What the process expects of one period: activity-weighted shares, automation within a task, and reach. */
export interface Truth {
  readonly share: Float64Array;
  /** Of the first tasks: the share of automated conversations. */
  readonly ratio: Float64Array;
  /** Null where it has no closed form: after a true change. */
  readonly reach: Float64Array | null;
}

/** The truth of both periods. */
export function truthOf(world: World): readonly [Truth, Truth] {
  const { behaviour, recurrence } = world.design;
  const [few, many] = world.kinds;
  const before = truthAt(
    world.kinds.map(({ shares }) => shares),
    [few.conversations, many.conversations],
    world,
  );
  // Whoever comes back as active as a stranger carries the habits of an account, not of a conversation.
  const shifted = behaviour === 'shift' ? recurrence : 0;
  const weight = (kind: Kind) => shifted * kind.accounts + (1 - shifted) * kind.conversations;
  const later = world.kinds.map(({ shares }) => shares.map((_, task) => laterShare(shares, task, world)));
  const after = truthAt(later, [weight(few), weight(many)], world);
  return [
    {
      ...before,
      reach: reachOf(
        world.kinds.map(({ shares }) => shares),
        0,
        world,
      ),
    },
    { ...after, reach: behaviour === 'change' ? null : reachOf(later, shifted, world) },
  ];
}

function laterShare(shares: Float64Array, task: number, { design }: World): number {
  const [own, twin] = [shares[task] ?? 0, shares[task ^ 1] ?? 0];
  if (design.behaviour === 'switch') return twin;
  if (design.behaviour !== 'change') return own;
  return task % 2 === 0 ? own + MOVED * twin : (1 - MOVED) * own;
}

function truthAt(shares: readonly Float64Array[], weights: readonly number[], { kinds }: World) {
  const over = (task: number, factor: (kind: number) => number) =>
    shares.reduce((sum, of, kind) => sum + (weights[kind] ?? 0) * (of[task] ?? 0) * factor(kind), 0);
  const share = Float64Array.from({ length: TASKS }, (_, task) => over(task, () => 1));
  const automated = (task: number) => over(task, (kind) => kinds[kind]?.automated ?? 0);
  return { share, ratio: Float64Array.from({ length: BY_MODE }, (_, task) => automated(task) / (share[task] ?? 1)) };
}

/** Expected share of accounts with at least one conversation; `shifted` of them have drawn their activity again. */
function reachOf(shares: readonly Float64Array[], shifted: number, world: World): Float64Array {
  const { kinds, activity, threshold } = world;
  return Float64Array.from({ length: TASKS }, (_, task) => {
    const never = shares.map((of) => neverBy(of[task] ?? 0, world));
    let reach = 0;
    for (const [k, p] of activity.entries()) {
      const own = never[k >= threshold ? 1 : 0]?.[k] ?? 1;
      const mixed = kinds.reduce((sum, { accounts }, kind) => sum + accounts * (never[kind]?.[k] ?? 1), 0);
      reach += p * (1 - (1 - shifted) * own - shifted * mixed);
    }
    return reach;
  });
}

/** Probability that none of the first k conversations is about a task of share p, by k (Pólya urn). */
function neverBy(p: number, { design, activity }: World): Float64Array {
  const fresh = 1 / design.icc - 1;
  const never = new Float64Array(activity.length).fill(1);
  for (let k = 1; k < never.length; k += 1)
    never[k] = ((never[k - 1] ?? 1) * (fresh * (1 - p) + k - 1)) / (fresh + k - 1);
  return never;
}
