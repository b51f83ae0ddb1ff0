"""The grounding evaluation: how far the answers can be trusted, layer by layer, without any judge but the sources.

A run asks every question of some sets (``asking``), holds each reply against the index and against the files themselves
(``sources``, ``layers``), and sums up with confidence intervals (``report``, ``statistics``). The same index, sets and
settings give the same figures; only times differ.
"""
