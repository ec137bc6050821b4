// Chance that can be repeated: every random test prints its seed, and DAYMARK_SEED plays the same again.
export const seed = Number(process.env.DAYMARK_SEED ?? Date.now() % 2 ** 31);

/** A generator of numbers in [0, 1), the same for the same seed. */
export function dice(start = seed) {
    let state = start >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** A whole number from `least` to `most`. */
export const between = (roll, least, most) => least + Math.floor(roll() * (most - least + 1));

/** The value below which `share` of the numbers lie; `share` 0.5 is the median. */
export function quantile(numbers, share) {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = numbers => quantile(numbers, 0.5);
