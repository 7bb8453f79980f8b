"""What was measured, as a table and as curves."""

import math
from html import escape

#: The number of documents for which the limits are meant.
MEASURE = 10_000
#: What is compared, as (name, what is said of it, at most).
LIMITS = (
    ("documents a CPU second", "indexed in a CPU second", (200, None)),
    ("MB while building", "MB while building", (None, 400)),
    ("MB added to a worker", "MB added to a worker, without numpy itself", (None, 60)),
    ("first question ms", "first question after a rebuild", (None, None)),
    ("worst adversarial ms", "worst adversarial question", (None, 500)),
    ("autocomplete ms", "slowest completion", (None, 10)),
    ("save p95 ms", "added to a save, p95", (None, 5)),
)
COLUMNS = ("cold p50", "cold p95", "warm p50", "warm p95")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 400, 60, 40, 350


def table(measured: list[dict]) -> int:
    """Print it; how many figures are over their limit."""
    over = 0
    print(f"\n{'CPU ms, ten best and three facets':<40}" + "".join(f"{name:>10}" for name in COLUMNS))
    for one in measured:
        print(f"{one['documents']} documents")
        for name, times in engines(one).items():
            print(f"  {name:<38}" + "".join(f"{times[column]:>10.1f}" for column in COLUMNS))
        ours, raw = one["times"]["ours"], one["times"]["raw FTS5"]
        slower = [column for column in COLUMNS if one["documents"] == MEASURE and ours[column] > raw[column]]
        over += len(slower)
        ratios = "".join(f"{ours[column] / raw[column]:>10.2f}" for column in COLUMNS)
        print(f"  {'ours / raw FTS5':<38}{ratios}{'  over' if slower else ''}")
    print(f"\n{'':<44}" + "".join(f"{one['documents']:>10}" for one in measured) + f"{'limit':>10}")
    for name, said, (least, most) in LIMITS:
        wrong = [
            one
            for one in measured
            if one["documents"] <= 10_000 and ((least and one[name] < least) or (most and one[name] > most))
        ]
        over += len(wrong)
        limit = f"≥ {least}" if least else f"≤ {most}" if most else ""
        print(
            f"{said:<44}"
            + "".join(f"{one[name]:>10.1f}" for one in measured)
            + f"{limit:>10}{'  over' if wrong else ''}"
        )
    common = [one["common word ms"] for one in measured]
    print(f"{'a common word':<44}" + "".join(f"{ms:>10.1f}" for ms in common))
    return over


def engines(one: dict) -> dict[str, dict[str, float]]:
    """The times of each engine at one size."""
    other = one.get("modelsearch")
    return one["times"] | ({other["name"]: other["times"]} if other else {})


def curves(measured: list[dict]) -> str:
    """p95 by number of documents, both axes in powers of ten."""
    sizes = [one["documents"] for one in measured]
    lines = {
        f"{name}, {column}": [engines(one)[name][column] for one in measured if name in engines(one)]
        for name in engines(measured[0])
        for column in ("cold p95", "warm p95")
    }
    highest = max(max(held) for held in lines.values())
    lowest = min(min(held) for held in lines.values())

    def x(size: int) -> float:
        span = math.log10(sizes[-1] / sizes[0]) or 1
        return LEFT + 400 * math.log10(size / sizes[0]) / span

    def y(ms: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * math.log10(ms / lowest) / (math.log10(highest / lowest) or 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20" font-size="14">CPU milliseconds of a question (p95) by number of documents</text>',
    ]
    for power in range(math.floor(math.log10(lowest)), math.ceil(math.log10(highest)) + 1):
        if lowest <= 10**power <= highest:
            parts.append(
                f'<path d="M{LEFT} {y(10**power):.1f}H{LEFT + 400}" stroke="#ccc"/>'
                f'<text x="{LEFT - 6}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g}</text>'
            )
    parts += [
        f'<text x="{x(size):.1f}" y="{BOTTOM + 20}" text-anchor="middle">{size}</text>' for size in sizes
    ]
    for number, (name, held) in enumerate(lines.items()):
        colour = ("#0b6e4f", "#1b4f8a", "#a04000")[number // 2 % 3]
        points = " ".join(f"{x(size):.1f},{y(ms):.1f}" for size, ms in zip(sizes, held, strict=False))
        dashes = ' stroke-dasharray="6 4"' if number % 2 == 0 else ""
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        parts.append(
            f'<text x="{LEFT + 410}" y="{y(held[-1]) + 4:.1f}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"])
