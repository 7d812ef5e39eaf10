"""`python -m tests.exchange_laws --histories N --seed S`: tell so many histories and print one line of figures."""

from __future__ import annotations

import argparse
import sys
import time

from tests.exchange_laws.machine import FIGURES, STEPS, tell_histories
from tests.exchange_laws.world import BrokenLawError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    given = parser.parse_args()
    start = time.perf_counter()
    try:
        tell_histories(given.histories, given.seed, steps=given.steps)
        broken = "no law broken"
    except BrokenLawError as error:
        broken = f"BROKEN: {error.args[0]}"
        raise
    finally:
        told = ", ".join(f"{name} {FIGURES[name]}" for name in sorted(FIGURES))
        seconds = time.perf_counter() - start
        sys.stdout.write(f"seed {given.seed}: {broken}; {told}; {seconds:.0f} s\n")


if __name__ == "__main__":
    main()
