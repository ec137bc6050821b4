// Numbers and tables as docs/bench.md has them.
export const round = (number, digits = 1) =>
    number.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
export const whole = number => round(number, 0);
export const times = number => `${number.toFixed(2)} ×`;

export function table(head, rows) {
    const line = cells => `| ${cells.join(' | ')} |\n`;
    return line(head) + line(head.map((_, column) => (column === 0 ? '---' : '---:'))) + rows.map(line).join('');
}
