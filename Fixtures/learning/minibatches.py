"""Makes minibatches.json beside it: the orders in which epochs see their samples, by Python's integers without an end.

Run: python3 minibatches.py   (no package is needed)
"""

import json
from pathlib import Path

MASK = 2**64 - 1


def numbers(seed):
    """SplitMix64."""
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        mixed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & MASK
        yield mixed ^ mixed >> 31


def below(bound, source):
    """Lemire's number below a bound: the upper half of a product, unless its lower half is among the first 2⁶⁴ mod bound."""
    while True:
        product = next(source) * bound
        if product % 2**64 >= 2**64 % bound:
            return product // 2**64


def order(count, seed, epoch):
    """Knuth's algorithm P, on numbers that seed and epoch determine."""
    epoch_key = next(numbers(seed)) + epoch & MASK
    source = numbers(next(numbers(epoch_key)))
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        chosen = below(last + 1, source)
        order[last], order[chosen] = order[chosen], order[last]
    return order


if __name__ == "__main__":
    cases = [
        {"sampleCount": count, "seed": str(seed), "epoch": epoch, "order": order(count, seed, epoch)}
        for count in [1, 2, 10, 100]
        for seed in [0, 1, 2**64 - 1]
        for epoch in [0, 1, 1000]
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (Path(__file__).resolve().parent / "minibatches.json").write_text('{"cases": [\n' + lines + "\n]}\n")
