"""Where speed is proved: ratios within one run, never a timed test. docs/benchmarks.md holds the last results."""
